package org.robustness4j.attack.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.internal.runner.BlockPlan.Block;
import org.robustness4j.attack.internal.runner.SharedSearches.Place;
import org.robustness4j.attack.internal.runner.SharedSearches.Turn;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.internal.concurrent.Crew;

class SharedSearchesTests {

    private static final Samples SAMPLES =
            new Samples(InputShape.flat(1), new Matrix(100, 1, new float[100]), new int[100]);
    private static final List<Block> BLOCKS = List.of(new Block(SAMPLES, 0, 64), new Block(SAMPLES, 64, 100));

    @Test
    void workersShareTheSamplesOfABlock() throws InterruptedException {
        SharedSearches searches = new SharedSearches(BLOCKS, 2, OptionalInt.of(70), new Crew(2));

        Turn first = searches.take();
        Turn second = searches.take();

        assertThat(first.places())
                .hasSize(50)
                .first()
                .extracting(Place::position)
                .isEqualTo(0);
        assertThat(second.places())
                .hasSize(50)
                .last()
                .extracting(Place::position)
                .isEqualTo(99);
        searches.giveBack(first, List.of());
        searches.giveBack(second, List.of());
        assertThat(searches.take().isEmpty()).isTrue();
    }

    @Test
    void noneTakesMoreThanABatch() throws InterruptedException {
        SharedSearches searches = new SharedSearches(BLOCKS, 2, OptionalInt.of(8), new Crew(2));

        assertThat(searches.take().size()).isEqualTo(8);
        assertThat(searches.take().size()).isEqualTo(8);
    }

    @Test
    void whereResultsDependOnTheBatchAWorkerTakesABlock() throws InterruptedException {
        SharedSearches searches = new SharedSearches(BLOCKS, 4, OptionalInt.empty(), new Crew(4));

        assertThat(searches.take().places())
                .hasSize(64)
                .extracting(Place::block)
                .containsOnly(BLOCKS.get(0));
        assertThat(searches.take().places())
                .hasSize(36)
                .extracting(Place::block)
                .containsOnly(BLOCKS.get(1));
    }
}
