package org.robustness4j.dl4j.training;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.translation.ParameterIndex;
import org.robustness4j.model.internal.backend.GradientBackend;
import org.robustness4j.model.internal.backend.IntervalNetwork;
import org.robustness4j.model.internal.backend.TrainableNetwork;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Parameters;

/**
 * Gradients from the network that attacks follow: for networks that compute the same in training mode and in inference
 * mode.
 */
final class CompiledWeightGradients implements WeightGradients {

    private final TrainableNetwork network;
    private final String name;
    private final ParameterIndex index;
    private final Executor executor;
    private final Supplier<Network> weights;
    private TrainableNetwork.@Nullable Pass pass;
    private @Nullable TrainableNetwork ofIntervals;

    /**
     * Shares the network with the classifiers, which see to it that it has the latest weights.
     *
     * @param index where its weights lie among the parameters
     * @param weights the network as it is now
     */
    CompiledWeightGradients(
            TrainableNetwork network, String name, ParameterIndex index, Executor executor, Supplier<Network> weights) {
        this.network = network;
        this.name = name;
        this.index = index;
        this.executor = executor;
        this.weights = weights;
    }

    @Override
    public Matrix forward(Matrix batch) {
        pass = network.forward(batch, executor);
        return pass.logits();
    }

    @Override
    public void backward(Matrix upstream, INDArray flat) {
        float[] gradient = new float[Math.toIntExact(flat.length())];
        index.scatter(Objects.requireNonNull(pass, "forward comes first").backward(upstream), gradient);
        flat.assign(Nd4j.createFromArray(gradient).reshape(flat.shape()));
    }

    /**
     * Samples and boxes on their way.
     *
     * @param now the network as it is
     * @param built the network of intervals with its weights
     * @param samples through the network itself
     * @param boxes through that of intervals
     */
    record Intervals(
            Network now, IntervalNetwork.Built built, TrainableNetwork.Pass samples, TrainableNetwork.Pass boxes) {}

    /**
     * Runs samples and boxes forward, as the network takes them.
     *
     * @throws IllegalArgumentException if a layer has no intervals, saying which
     */
    Intervals forward(Matrix samples, Matrix first, Matrix second) {
        Network now = weights.get();
        IntervalNetwork.Built built = IntervalNetwork.of(now);
        TrainableNetwork intervals = ofIntervals;
        if (intervals == null) {
            intervals = GradientBackend.all().stream()
                    .filter(backend -> backend.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .compileTrainable(built.network());
            ofIntervals = intervals;
        } else {
            intervals.load(built.network());
        }
        return new Intervals(
                now, built, network.forward(samples, executor), intervals.forward(boxes(first, second), executor));
    }

    /** The middles, and behind them half the widths: whatever a normaliser made the smaller end. */
    private static Matrix boxes(Matrix first, Matrix second) {
        int columns = first.columns();
        float[] values = new float[2 * first.values().length];
        for (int i = 0; i < first.values().length; i++) {
            float a = first.values()[i];
            float b = second.values()[i];
            int at = i / columns * 2 * columns + i % columns;
            values[at] = (a + b) / 2;
            values[at + columns] = Math.abs(b - a) / 2;
        }
        return new Matrix(first.rows(), 2 * columns, values);
    }

    /** The gradient of the last samples and boxes together. */
    void backward(Intervals pass, Matrix ofLogits, Matrix ofIntervals, INDArray flat) {
        float[] gradient = new float[Math.toIntExact(flat.length())];
        Map<Integer, Parameters> sums =
                pass.built().gradients(pass.now(), pass.boxes().backward(ofIntervals));
        pass.samples().backward(ofLogits).forEach((node, ofSamples) -> Objects.requireNonNull(sums.get(node))
                .add(ofSamples));
        index.scatter(sums, gradient);
        flat.assign(Nd4j.createFromArray(gradient).reshape(flat.shape()));
    }

    @Override
    public void follow(INDArray parameters) {
        // the classifiers' network is this one
    }

    @Override
    public String name() {
        return name;
    }
}
