package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.robustness4j.attack.token.TokenSubstitution;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;

/** Sentences of two to six words, filled up with the index 0. */
public class SentencesTestCase {

    private static final int WORDS = 30;

    @ModelUnderTest
    static TestedModel model() {
        return TestedModel.of(network()).in(Domain.tokens(WORDS).withPadding(0));
    }

    @TestSamples
    static DataSet sentences() {
        INDArray words = words(); // [sentences, steps], filled up with 0
        INDArray mask = words.gt(0).castTo(words.dataType()); // 1 for a word, 0 for padding
        return new DataSet(words, labels(), mask, null);
    }

    @RobustnessTest(attack = TokenSubstitution.class, norm = Norm.L0, epsilon = 1, maxSuccessRate = 0.95)
    void standsOneOtherWord() {}

    private static MultiLayerNetwork network() {
        return IndicesTestCase.network;
    }

    private static INDArray words() {
        INDArray words = Nd4j.zeros(40, 6);
        for (int sentence = 0; sentence < 40; sentence++) {
            for (int step = 0; step < 2 + sentence % 5; step++) {
                words.putScalar(sentence, step, 1 + (7 * sentence + 11 * step) % (WORDS - 1));
            }
        }
        return words;
    }

    private static INDArray labels() {
        INDArray words = words();
        INDArray mask = words.cond(Conditions.greaterThan(0)).castTo(words.dataType());
        INDArray output = network().output(words, false, mask, null);
        return output.eq(output.max(true, 1)).castTo(words.dataType());
    }
}
