package org.robustness4j.evaluation.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AdversarialExample.Prediction;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.model.Classifier;

/** Chooses a few of the broken samples, to be shown to people: the first of each class, then the first of the rest. */
record ExampleChoice(Classifier classifier, BrokenSamples broken, Domain domain, int blockSize) {

    /** How many are kept: enough to look at, little enough for any size of image. */
    private static final int MOST = 16;

    private static final int PICTURES = 3;

    /**
     * The examples.
     *
     * @param clean what the user's own model takes each broken sample for without attack
     */
    List<AdversarialExample> of(int[] clean) {
        List<Integer> chosen = chosen();
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<float[]> pictures = chosen.stream()
                .flatMap(place ->
                        pictures(broken.clean(place), broken.adversarial().get(place)))
                .toList();
        List<float[]> logits = new BlockwiseLogits(classifier, blockSize).of(pictures.size(), pictures::get);
        return IntStream.range(0, chosen.size())
                .mapToObj(k -> example(
                        chosen.get(k),
                        prediction(logits.get(PICTURES * k), clean[chosen.get(k)]),
                        surest(logits.get(PICTURES * k + 1)),
                        prediction(logits.get(PICTURES * k + 2), broken.prediction(chosen.get(k)))))
                .toList();
    }

    private Stream<float[]> pictures(float[] clean, float[] point) {
        return Stream.of(clean, AdversarialExample.perturbation(clean, point, broken.shape(), domain), point);
    }

    private AdversarialExample example(
            int place, Prediction onClean, Prediction onPerturbation, Prediction onAdversarial) {
        return new AdversarialExample(
                broken.index(place),
                broken.label(place),
                broken.shape(),
                domain,
                broken.clean(place),
                broken.adversarial().get(place),
                onClean,
                onPerturbation,
                onAdversarial);
    }

    private static Prediction surest(float[] logits) {
        return prediction(logits, new Matrix(1, logits.length, logits).argMax(0));
    }

    /** The cross-entropy is the negative logarithm of the confidence. */
    private static Prediction prediction(float[] logits, int label) {
        return new Prediction(label, Math.exp(-new CrossEntropy().value(logits, label)));
    }

    private List<Integer> chosen() {
        List<Integer> first = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        Set<Integer> labels = new HashSet<>();
        for (int place = 0; place < broken.size(); place++) {
            (labels.add(broken.label(place)) ? first : rest).add(place);
        }
        return Stream.concat(first.stream(), rest.stream()).limit(MOST).sorted().toList();
    }
}
