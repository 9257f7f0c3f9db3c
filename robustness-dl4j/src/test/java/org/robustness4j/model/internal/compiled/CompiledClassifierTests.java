package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;

/** What is promised of compiled networks besides the right values: the same bits in every batch. */
class CompiledClassifierTests {

    private static final int SAMPLES = 70;

    private final Samples digits = ReferenceData.mnist(SAMPLES);
    private final DifferentiableClassifier network = (DifferentiableClassifier)
            Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(digits.shape());

    @SuppressWarnings("ArrayRecordComponent") // compared value by value
    private record Values(float[] logits, float[] gradients) {}

    private static Values values(DifferentiableClassifier classifier, Matrix batch) {
        float[] upstream = new float[batch.rows() * 10];
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = i % 10 == 3 ? 1 : -0.1f;
        }
        try (ForwardPass pass = classifier.forward(batch)) {
            return new Values(
                    pass.logits().values(),
                    pass.backward(new Matrix(batch.rows(), 10, upstream)).values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 31, 64, 69})
    void aSampleHasTheSameBitsInEveryBatch(int size) {
        Values whole = values(network, digits.inputs());

        for (int from = 0; from < SAMPLES; from += size) {
            int to = Math.min(SAMPLES, from + size);
            Values part = values(network, digits.inputs().rows(from, to));
            assertThat(part.logits()).isEqualTo(Arrays.copyOfRange(whole.logits(), 10 * from, 10 * to));
            assertThat(part.gradients()).isEqualTo(Arrays.copyOfRange(whole.gradients(), 784 * from, 784 * to));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1 << 20, 1 << 24})
    void memoryChangesTheSizeOfBatchesAndNoBit(long bytes) {
        DifferentiableClassifier limited = network.withMemory(bytes);

        assertThat(limited.preferredBatch().orElseThrow())
                .isLessThanOrEqualTo(network.preferredBatch().orElseThrow());
        assertThat(values(limited, digits.inputs()))
                .usingRecursiveComparison()
                .isEqualTo(values(network, digits.inputs()));
    }

    /** Recorded once, with JDK 17 on an x86_64 processor with AVX-512: other machines must come to the same. */
    @Test
    void theBitsAreThoseOfEveryOtherMachine() {
        Samples photographs = ReferenceData.cifar(5);
        DifferentiableClassifier resnet =
                (DifferentiableClassifier) ReferenceModels.cifarResnet().classifier(photographs.shape());

        assertThat(checksum(values(network, digits.inputs()))).isEqualTo(1_549_081_222L);
        assertThat(checksum(values(resnet, photographs.inputs()))).isEqualTo(2_501_634_031L);
    }

    private static long checksum(Values values) {
        CRC32 checksum = new CRC32();
        for (float[] part : new float[][] {values.logits(), values.gradients()}) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * part.length);
            bytes.asFloatBuffer().put(part);
            checksum.update(bytes);
        }
        return checksum.getValue();
    }

    @Test
    void severalGradientsOfOnePassDoNotDisturbEachOther() {
        try (ForwardPass pass = network.forward(digits.inputs())) {
            Matrix upstream = unit(4);
            float[] first = pass.backward(upstream).values();
            pass.backward(unit(5));

            assertThat(pass.backward(upstream).values()).isEqualTo(first);
        }
    }

    private static Matrix unit(int column) {
        float[] values = new float[SAMPLES * 10];
        for (int i = column; i < values.length; i += 10) {
            values[i] = 1;
        }
        return new Matrix(SAMPLES, 10, values);
    }

    @Test
    void aPassThatIsOverAndGradientsOfAnotherShapeAreRefused() {
        ForwardPass over = network.forward(digits.inputs());
        ForwardPass pass = network.forward(digits.inputs());

        assertThatThrownBy(() -> over.backward(unit(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("This pass is over");
        assertThatThrownBy(() -> pass.backward(new Matrix(2, 10, new float[20])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logits of 70 x 10 has the same shape, not 2 x 10");
    }

    @Test
    void aBatchOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> network.forward(new Matrix(1, 3, new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("samples of 784 values, not of 3");
    }
}
