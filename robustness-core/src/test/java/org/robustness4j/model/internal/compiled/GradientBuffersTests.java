package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.robustness4j.model.internal.network.FeatureShape;

class GradientBuffersTests {

    @Test
    void whatIsNeverNeededTogetherSharesRows() {
        GradientBuffers buffers = new GradientBuffers();
        GradientBuffers.Part first = buffers.add(new FeatureShape(2, 3, 5), 0, 1);
        GradientBuffers.Part second = buffers.add(new FeatureShape(2, 3, 4), 1, 2);
        GradientBuffers.Part third = buffers.add(new FeatureShape(1, 3, 5), 2, 3);
        GradientBuffers.Part fourth = buffers.add(new FeatureShape(9, 1, 1), 4, 5);
        buffers.distribute();

        assertThat(buffers.values()).isEqualTo(30 + 24 + 9);
        GradientBuffers.Rows rows = buffers.rows(7);
        // 35, 28 and 7 values, and as many more as fill lines of 16 behind the 4 of the header
        assertThat(rows.of(first)).hasDimensions(6, 44);
        assertThat(rows.of(third)).hasDimensions(3, 44);
        assertThat(rows.of(third)[0]).isSameAs(rows.of(first)[0]);
        assertThat(rows.of(second)[0]).isNotSameAs(rows.of(first)[0]).hasSize(28);
        assertThat(rows.of(fourth)).hasDimensions(9, 12);
    }

    @Test
    void aPartIsNeededAsLongAsItAndTheWhole() {
        GradientBuffers buffers = new GradientBuffers();
        GradientBuffers.Part whole = buffers.add(new FeatureShape(4, 3, 5), 4, 6);
        GradientBuffers.Part part = buffers.part(whole, 3, new FeatureShape(2, 3, 5), 1);
        GradientBuffers.Part within = buffers.part(part, 3, new FeatureShape(1, 3, 5), 3);
        GradientBuffers.Part other = buffers.add(new FeatureShape(1, 3, 5), 1, 2);
        buffers.distribute();

        GradientBuffers.Rows rows = buffers.rows(1);
        assertThat(rows.of(part)).hasNumberOfRows(6);
        assertThat(rows.of(part)[0]).isSameAs(rows.of(whole)[3]);
        assertThat(rows.of(within)).hasNumberOfRows(3);
        assertThat(rows.of(within)[0]).isSameAs(rows.of(whole)[6]);
        assertThat(Arrays.stream(rows.of(whole))).noneMatch(row -> row == rows.of(other)[0]);
    }
}
