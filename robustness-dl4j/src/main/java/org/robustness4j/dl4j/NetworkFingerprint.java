package org.robustness4j.dl4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.internal.hash.Sha256;

/** The SHA-256 of a network's configuration and parameters. */
record NetworkFingerprint(Model network) {

    private static final int HASHED_AT_ONCE = 1 << 16;

    /** The hash in hexadecimal. */
    String sha256() {
        return Sha256.hex(digested());
    }

    /** The hash together with the normaliser before the network and the state of its updater. */
    String withTraining(AffineNormalization normalization) {
        MessageDigest digest = digested();
        digest.update(normalization.toString().getBytes(StandardCharsets.UTF_8));
        INDArray state = updaterState();
        if (state != null && !state.isEmpty()) {
            update(digest, state);
        }
        return Sha256.hex(digest);
    }

    private @Nullable INDArray updaterState() {
        if (network instanceof ComputationGraph graph) {
            return graph.getUpdater(false) == null ? null : graph.getUpdater().getStateViewArray();
        }
        MultiLayerNetwork layers = (MultiLayerNetwork) network;
        return layers.getUpdater(false) == null ? null : layers.getUpdater().getStateViewArray();
    }

    private MessageDigest digested() {
        MessageDigest digest = Sha256.digest();
        digest.update(configurationJson().getBytes(StandardCharsets.UTF_8));
        update(digest, network.params());
        return digest;
    }

    private static void update(MessageDigest digest, INDArray array) {
        INDArray numbers = array.reshape(array.length());
        for (long from = 0; from < numbers.length(); from += HASHED_AT_ONCE) {
            long to = Math.min(numbers.length(), from + HASHED_AT_ONCE);
            float[] values = numbers.get(NDArrayIndex.interval(from, to)).toFloatVector();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
    }

    private String configurationJson() {
        return network instanceof ComputationGraph graph
                ? graph.getConfiguration().toJson()
                : ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson();
    }
}
