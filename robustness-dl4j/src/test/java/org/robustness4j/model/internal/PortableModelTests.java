package org.robustness4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;

class PortableModelTests {

    private static final Samples IMAGES = ReferenceData.mnist(20);

    private static TestedModel sent(TestedModel model) {
        return ((TestedModel.Portable) Serialization.object(Serialization.bytes(model.portable()))).restored();
    }

    @Test
    void aNetworkIsTheSameElsewhere() {
        TestedModel model = TestedModel.of(ReferenceModels.mnistCnn())
                .named("digits")
                .range(0, 1)
                .classNames("0", "1", "2", "3", "4", "5", "6", "7", "8", "nine")
                .featureNames("grey");

        TestedModel sent = sent(model);

        assertThat(sent.name()).isEqualTo("digits");
        assertThat(sent.names()).isEqualTo(model.names());
        assertThat(sent.domain()).isEqualTo(model.domain());
        assertThat(sent.model().identity()).isEqualTo(model.model().identity());
        assertThat(sent.model()
                        .predictor(IMAGES.shape())
                        .scores(IMAGES.inputs())
                        .values())
                .isEqualTo(model.model()
                        .predictor(IMAGES.shape())
                        .scores(IMAGES.inputs())
                        .values());
    }

    @Test
    void aNormaliserGoesWithItsNetwork() {
        TestedModel model = TestedModel.of(
                        Dl4jNetwork.of(ReferenceModels.mnistCnn(), new ImagePreProcessingScaler(-1, 1, 8)))
                .range(0, 255);
        Matrix batch = IMAGES.inputs();

        assertThat(sent(model).model().classifier(IMAGES.shape()).logits(batch).values())
                .isEqualTo(
                        model.model().classifier(IMAGES.shape()).logits(batch).values());
    }

    /** Takes everything for the class that it was made for. */
    private record Constant(int answer) implements Classifier, Serializable {

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public Matrix logits(Matrix batch) {
            float[] logits = new float[3 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[3 * i + answer] = 1;
            }
            return new Matrix(batch.rows(), 3, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    @Test
    void aClassifierOfTheUsersOwnIsSentIfItIsSerializable() {
        Matrix batch = new Matrix(2, 1, new float[2]);

        assertThat(sent(TestedModel.of(new Constant(2)))
                        .model()
                        .classifier(InputShape.flat(1))
                        .logits(batch)
                        .argMax(1))
                .isEqualTo(2);
        Classifier bound = new Classifier() {
            @Override
            public int classes() {
                return 2;
            }

            @Override
            public Matrix logits(Matrix inputs) {
                return new Matrix(inputs.rows(), 2, new float[2 * inputs.rows()]);
            }

            @Override
            public Classifier fork() {
                return this;
            }
        };
        assertThatThrownBy(() -> TestedModel.of(bound).portable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be sent to other processes")
                .hasMessageContaining("Serializable");
    }

    @Test
    void whatCannotBeSentIsNamed() {
        record Holder(Object held) implements Serializable {}

        assertThatThrownBy(() -> Serialization.bytes(new Holder(new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Holder cannot be sent")
                .hasMessageContaining("java.lang.Object, which is not Serializable");
    }
}
