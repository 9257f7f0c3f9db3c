package org.robustness4j.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.ExpectedInput;
import org.robustness4j.dl4j.network.OutputKind;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.ScoreShape;

/**
 * What a user's own network gives out, in inference mode, with the masks of the samples.
 *
 * @param network the user's own
 * @param normalizer what samples go through first, null for nothing
 * @param kind what the output means, and which of several it is
 * @param expected what the network says of samples
 * @param shape of one sample
 */
record OwnOutput(
        Model network,
        @Nullable DataNormalization normalizer,
        OutputKind kind,
        ExpectedInput expected,
        InputShape shape)
        implements Predictor {

    @Override
    public Matrix scores(Matrix batch) {
        BatchArrays batches = new BatchArrays(shape, network.params().dataType());
        INDArray values = batches.toArray(batch);
        INDArray mask = batches.mask(batch);
        if (normalizer != null) {
            normalizer.transform(values, mask);
        }
        INDArray result = output(values, mask);
        ScoreShape scores = ScoreShape.unknown("The " + network.getClass().getSimpleName());
        if (result.size(0) != batch.rows()) {
            throw new IllegalStateException(scores.wrongRows(result.size(0), batch.rows()));
        }
        ClassLogits logits = kind.of(shape, OutputKind.ofOneSample(result.shape()));
        return scores.require(logits.scores(BatchArrays.toMatrix(result), batch), batch.rows());
    }

    /** Samples of another shape than the network expects may be what it takes; when they are not, it is said so. */
    private INDArray output(INDArray values, @Nullable INDArray mask) {
        try {
            return asked(values, mask);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(expected.objection(shape).orElseGet(() -> failed(e)), e);
        }
    }

    private String failed(RuntimeException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return "DL4J cannot run the model on samples " + shape + ": "
                + reason.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "")
                + "; give samples of the shape that it was trained on, or, where these are, look at how it was made: its"
                + " own output() fails in the same way";
    }

    private INDArray asked(INDArray values, @Nullable INDArray mask) {
        if (network instanceof ComputationGraph graph) {
            INDArray[] masks = mask == null ? null : new INDArray[] {mask};
            int output = graph.getConfiguration()
                    .getNetworkOutputs()
                    .indexOf(kind.view().output());
            return graph.output(false, new INDArray[] {values}, masks, null)[Math.max(0, output)];
        }
        MultiLayerNetwork layers = (MultiLayerNetwork) network;
        return mask == null ? layers.output(values, false) : layers.output(values, false, mask, null);
    }
}
