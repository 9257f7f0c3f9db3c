package org.robustness4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.CsvColumns;
import org.robustness4j.data.file.CsvFile;
import org.robustness4j.data.file.ImageFolder;
import org.robustness4j.data.file.NumpyFiles;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** The examples in the Javadoc of samples and models. */
class ModelExamplesTests {

    // is a grey image brighter than one half on the whole?
    record Brightness() implements Classifier {
        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                for (float pixel : batch.row(i)) {
                    logits[2 * i + 1] += pixel - 0.5f;
                }
            }
            return new Matrix(batch.rows(), 2, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    /** Compiled alone: whoever reads them has these files. */
    static List<Object> files() throws IOException {
        List<Object> read = new ArrayList<>();
        {
            Samples samples = new CsvFile(Path.of("wine.csv"), CsvColumns.labelled("cultivar")).all();
            read.add(samples);
        }
        {
            Samples samples = new NumpyFiles(Path.of("x_test.npy"), Path.of("y_test.npy")).all();
            read.add(samples);
        }
        {
            Samples samples = NumpyFiles.ofArchive(Path.of("digits.npz")).all();
            read.add(samples);
        }
        {
            Samples samples = new ImageFolder(Path.of("val"), 3).all();
            read.add(samples);
        }
        TestedModel model = TestedModel.of(Path.of("resnet18.onnx"))
                .range(0, 1)
                .standardized(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
        read.add(model);
        return read;
    }

    @Test
    void filesThatAreNotThereAreSaid() {
        assertThatThrownBy(ModelExamplesTests::files).hasMessageContaining("There is no wine.csv");
    }

    @Test
    void samplesAreInputsAndLabels() {
        // two samples of three features, of the classes 0 and 1
        Matrix inputs = new Matrix(2, 3, new float[] {0.1f, 0.9f, 0.5f, 0.8f, 0.2f, 0.5f});
        Samples samples = new Samples(InputShape.flat(3), inputs, new int[] {0, 1});

        assertThat(samples.size()).isEqualTo(2);
        assertThat(samples.input(1)).containsExactly(0.8f, 0.2f, 0.5f);
        assertThat(samples.label(1)).isEqualTo(1);
    }

    @Test
    void aClassifierOfOnesOwnIsAttackedByItsScores() {
        Samples samples =
                new Samples(InputShape.flat(3), new Matrix(1, 3, new float[] {0.5f, 0.4f, 0.5f}), new int[] {0});
        AttackRun run = new Square(100)
                .run(
                        new Brightness(),
                        samples,
                        ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)),
                        RunOptions.seed(1));

        assertThat(run.candidates()).allMatch(Candidate::claimed);
    }

    @Test
    void aModelHasANameAndARange() {
        Object network = new Brightness();

        TestedModel model = TestedModel.of(network).named("digits").range(0, 1);

        assertThat(model.name()).isEqualTo("digits");
        assertThat(model.domain()).isEqualTo(Domain.range(0, 1));
    }
}
