package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.Window;

/** What networks take of the heap, counted by hand; and those that do not fit are refused before they fill it. */
class HeapNeedTests {

    @Test
    void weightsAreCountedWithBothOfTheirArrangements() {
        Network.Builder builder = new Network.Builder(FeatureShape.flat(1000));
        builder.add(new Dense(new float[500_000], new float[500]), List.of(0));

        assertThat(HeapNeed.of(builder.build(), 7)).isEqualTo(new HeapNeed(2_000_000, 4_000_000, 7));
    }

    @Test
    void windowsOfMinimalFilteringTakeSixteenValuesForNine() {
        Network.Builder builder = new Network.Builder(new FeatureShape(16, 8, 8));
        Window window = new Window(Axis.valid(8, 3, 1, 1, 1), Axis.valid(8, 3, 1, 1, 1));
        int convolution = builder.add(new Convolution(window, 1, new float[16 * 16 * 9], new float[16]), List.of(0));
        builder.add(new GlobalPooling(Pool.AVERAGE), List.of(convolution));

        assertThat(HeapNeed.of(builder.build(), 0)).isEqualTo(new HeapNeed(9_216, 2 * 16 * 16 * 16 * 4, 0));
    }

    @Test
    void aNetworkThatCannotFitSaysHowMuchItNeeds() {
        Network.Builder builder = new Network.Builder(new FeatureShape(1, 46_000, 46_000));
        builder.add(new Activation(new Rectifier(0)), List.of(0));
        builder.add(new GlobalPooling(Pool.AVERAGE), List.of(1));
        builder.add(new Dense(new float[] {1, 2}, new float[2]), List.of(2));
        Network huge = builder.build();

        // values of the image and of the activation, and their gradients, of which two are needed at a time
        assertThatThrownBy(() -> new CompiledBackend().compile(huge))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is too small for this network")
                .hasMessageContaining("the buffers of a sample 32288 MiB for each thread")
                .hasMessageContaining("-Xmx");
    }
}
