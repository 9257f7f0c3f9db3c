package org.robustness4j.dl4j.training;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.translation.ParameterIndex;
import org.robustness4j.model.internal.backend.TrainableNetwork;

/**
 * Gradients from the network that attacks follow: for networks that compute the same in training mode and in inference
 * mode.
 */
final class CompiledWeightGradients implements WeightGradients {

    private final TrainableNetwork network;
    private final String name;
    private final ParameterIndex index;
    private final Executor executor;
    private TrainableNetwork.@Nullable Pass pass;

    /**
     * Shares the network with the classifiers, which see to it that it has the latest weights.
     *
     * @param index where its weights lie among the parameters
     */
    CompiledWeightGradients(TrainableNetwork network, String name, ParameterIndex index, Executor executor) {
        this.network = network;
        this.name = name;
        this.index = index;
        this.executor = executor;
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

    @Override
    public void follow(INDArray parameters) {
        // the classifiers' network is this one
    }

    @Override
    public String name() {
        return name;
    }
}
