package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.dl4j.Dl4jNetwork;

/** Samples that a stored normaliser has scaled, and the model scales once more. */
class ScaledTwiceCheckTests {

    private static final int SAMPLES = 100;

    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Case(String name, DataNormalization normalizer, float[][] raw) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("applicants, standardised", new NormalizerStandardize(), applicants(SAMPLES)),
                new Case("applicants, in [0, 1]", new NormalizerMinMaxScaler(), applicants(SAMPLES)),
                new Case("applicants, in [-1, 1]", new NormalizerMinMaxScaler(-1, 1), applicants(SAMPLES)),
                new Case("rare counts, in [0, 1]", new NormalizerMinMaxScaler(), counts()),
                new Case("pixels", new ImagePreProcessingScaler(0, 1), pixels()));
    }

    /** Age, income, debts as a share of it, years employed, accounts, late payments. */
    private static float[][] applicants(int samples) {
        Random random = new Random(7);
        return IntStream.range(0, samples)
                .mapToObj(i -> {
                    double age = 18 + 60 * random.nextDouble();
                    return new float[] {
                        (float) age,
                        (float) Math.exp(10 + 0.6 * random.nextGaussian()),
                        (float) Math.abs(0.3 + 0.2 * random.nextGaussian()),
                        (float) ((age - 18) * random.nextDouble()),
                        1 + random.nextInt(12),
                        random.nextInt(4)
                    };
                })
                .toArray(float[][]::new);
    }

    private static float[][] counts() {
        Random random = new Random(8);
        return IntStream.range(0, SAMPLES)
                .mapToObj(i -> {
                    float[] words = new float[20];
                    for (int w = 0; w < words.length; w++) {
                        words[w] = random.nextInt(10) == 0 ? 1 + random.nextInt(8) : 0;
                    }
                    return words;
                })
                .toArray(float[][]::new);
    }

    /** Most at the edge are always black. */
    private static float[][] pixels() {
        Random random = new Random(9);
        return IntStream.range(0, SAMPLES)
                .mapToObj(i -> {
                    float[] image = new float[100];
                    for (int p = 40; p < image.length; p++) {
                        image[p] = random.nextInt(256);
                    }
                    return image;
                })
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scaledTwiceIsADoubt(Case of) {
        of.normalizer().fit(new DataSet(Nd4j.create(of.raw()), Nd4j.zeros(SAMPLES, 2)));
        DataSet scaled = new DataSet(Nd4j.create(of.raw()), Nd4j.zeros(SAMPLES, 2));
        of.normalizer().transform(scaled);

        Finding twice = finding(of.normalizer(), scaled.getFeatures().toFloatMatrix());
        assertThat(twice.severity()).as(twice.message()).isEqualTo(Severity.DOUBT);
        Finding once = finding(of.normalizer(), of.raw());
        assertThat(once.severity()).as(once.message()).isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPartOfTheDataIsNone(Case of) {
        of.normalizer().fit(new DataSet(Nd4j.create(of.raw()), Nd4j.zeros(SAMPLES, 2)));
        float[][] highest = Stream.of(of.raw())
                .sorted((one, other) -> Float.compare(other[0] + other[1], one[0] + one[1]))
                .limit(20)
                .toArray(float[][]::new);

        Finding finding = finding(of.normalizer(), highest);
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.OK);
    }

    /** Standard deviations of about one, and means of about a half: what goes in is in the same units already. */
    @Test
    void aNormaliserThatChangesLittleTellsNothing() {
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(new DataSet(Nd4j.create(counts()), Nd4j.zeros(SAMPLES, 2)));
        DataSet scaled = new DataSet(Nd4j.create(counts()), Nd4j.zeros(SAMPLES, 2));
        normalizer.transform(scaled);

        assertThat(finding(normalizer, counts()).severity()).isEqualTo(Severity.OK);
        assertThat(finding(normalizer, scaled.getFeatures().toFloatMatrix()).severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void theMessageNamesTheFeatureAndTheWaysOut() {
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(new DataSet(Nd4j.create(applicants(SAMPLES)), Nd4j.zeros(SAMPLES, 2)));
        DataSet scaled = new DataSet(Nd4j.create(applicants(SAMPLES)), Nd4j.zeros(SAMPLES, 2));
        normalizer.transform(scaled);

        assertThat(finding(normalizer, scaled.getFeatures().toFloatMatrix()).message())
                .startsWith("income has a mean of ")
                .contains(", and the model's normaliser makes a mean of ")
                .endsWith(
                        " of it: the samples look as if they had gone through the normaliser already; give them as they"
                                + " are before it, or the network without it");
    }

    @Test
    void aModelWithoutANormaliserIsLeftAlone() {
        Matrix samples = matrix(applicants(SAMPLES));
        Matrix same = Dl4jNetwork.of(network(6)).normalized(samples, InputShape.flat(6));

        assertThat(new ScaledTwiceCheck(samples, same, f -> "feature " + f)
                        .finding()
                        .severity())
                .isEqualTo(Severity.OK);
    }

    private static Finding finding(DataNormalization normalizer, float[][] rows) {
        Matrix samples = matrix(rows);
        Matrix normalized = Dl4jNetwork.of(network(rows[0].length), normalizer)
                .normalized(samples, InputShape.flat(rows[0].length));
        List<String> names = List.of("age", "income", "debt", "employed", "accounts", "late");
        return new ScaledTwiceCheck(samples, normalized, f -> f < names.size() ? names.get(f) : "feature " + f)
                .finding();
    }

    private static Matrix matrix(float[][] rows) {
        return Matrix.ofRows(List.of(rows), rows[0].length);
    }

    private static MultiLayerNetwork network(int features) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(features)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }
}
