package org.robustness4j.dl4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;

class Dl4jZipFileTests {

    private final Samples samples = ReferenceData.mnist(8);

    @TempDir
    Path folder;

    @Test
    void networksAndGraphsAreReadBackWithTheSameLogits() throws IOException {
        Path network = folder.resolve("network.zip");
        Path graph = folder.resolve("graph.zip");
        ModelSerializer.writeModel(ReferenceModels.mnistCnn(), network.toFile(), false);
        ModelSerializer.writeModel(ReferenceModels.mnistCnnGraph(), graph.toFile(), false);

        float[] expected = logits(Dl4jNetwork.of(ReferenceModels.mnistCnn()), samples.inputs());
        assertThat(logits(TestedModel.of(network).model(), samples.inputs())).isEqualTo(expected);
        assertThat(logits(TestedModel.of(graph.toFile()).model(), samples.inputs()))
                .isEqualTo(expected);
    }

    @Test
    void aStoredNormaliserStandsBetweenTheUsersDataAndTheNetwork() throws IOException {
        Path file = folder.resolve("normalised.zip");
        MultiLayerNetwork network = ReferenceModels.mnistCnn();
        ModelSerializer.writeModel(network, file.toFile(), false);
        ModelSerializer.addNormalizerToModel(file.toFile(), new ImagePreProcessingScaler(0, 1));
        AdaptedModel stored = TestedModel.of(file).model();
        float[] levels = samples.inputs().values().clone();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(levels[i] * 255);
        }
        Matrix raw = new Matrix(8, 784, levels);

        float[] expected = logits(Dl4jNetwork.of(network), samples.inputs());
        float[] actual = logits(stored, raw);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
        assertThat(stored.predictor(samples.shape()).scores(raw).argMax(0)).isEqualTo(samples.label(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e4, 1e6})
    void aStandardiserWithALargeMeanIsFollowedExactly(double mean) {
        NormalizerStandardize normalizer =
                new NormalizerStandardize(Nd4j.valueArrayOf(1, 1, mean), Nd4j.valueArrayOf(1, 1, 0.01 * mean));
        AdaptedModel model = Dl4jNetwork.of(ReferenceModels.mnistCnn(), normalizer);
        float[] raw = samples.inputs().values().clone();
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (mean + 0.01 * mean * raw[i]);
        }
        Matrix batch = new Matrix(8, 784, raw);
        Matrix scores = model.predictor(samples.shape()).scores(batch);
        Matrix logits = model.classifier(samples.shape()).logits(batch);

        for (int i = 0; i < 8; i++) {
            assertThat(logits.argMax(i)).isEqualTo(scores.argMax(i)).isEqualTo(samples.label(i));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> TestedModel.of(folder.resolve("none.zip")))
                .hasMessageContaining("There is no model file")
                .hasMessageContaining("none.zip");
    }

    @Test
    void aFileThatIsNoZipIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("text.zip"), "not a zip");

        assertThatThrownBy(() -> TestedModel.of(file)).hasMessageContaining("not a readable zip file");
    }

    @Test
    void aZipWithoutAModelIsAnError() throws IOException {
        Path file = folder.resolve("other.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }

        assertThatThrownBy(() -> TestedModel.of(file)).hasMessageContaining("holds no configuration.json");
    }

    @Test
    void somethingElseIsNoModel() {
        assertThatThrownBy(() -> TestedModel.of("model.zip"))
                .hasMessageContaining("java.lang.String is not a model this library knows");
    }

    private float[] logits(AdaptedModel model, Matrix inputs) {
        return model.classifier(samples.shape()).logits(inputs).values();
    }
}
