package org.robustness4j.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.robustness4j.attack.Candidate;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;

/** Chooses a few of the broken samples, to be shown to people: the first of each class, then the first of the rest. */
record ExampleChoice(Classifier classifier, Samples attacked, Domain domain) {

    /** How many are kept: enough to look at, little enough for any size of image. */
    private static final int MOST = 16;

    private static final int PICTURES = 3;

    List<AdversarialExample> of(List<Candidate> candidates, boolean[] broken) {
        List<Integer> chosen = chosen(broken);
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<float[]> pictures = chosen.stream()
                .flatMap(i -> pictures(attacked.input(i), candidates.get(i).point()))
                .toList();
        Matrix logits =
                classifier.logits(Matrix.ofRows(pictures, attacked.shape().features()));
        return IntStream.range(0, chosen.size())
                .mapToObj(k -> example(chosen.get(k), candidates, logits, PICTURES * k))
                .toList();
    }

    private Stream<float[]> pictures(float[] clean, float[] point) {
        return Stream.of(clean, AdversarialExample.perturbation(clean, point, domain), point);
    }

    private AdversarialExample example(int position, List<Candidate> candidates, Matrix logits, int row) {
        return new AdversarialExample(
                attacked.index(position),
                attacked.label(position),
                attacked.shape(),
                domain,
                attacked.input(position),
                candidates.get(position).point(),
                prediction(logits, row),
                prediction(logits, row + 1),
                prediction(logits, row + 2));
    }

    private static Prediction prediction(Matrix logits, int row) {
        int label = logits.argMax(row);
        double sum = 0;
        for (int j = 0; j < logits.columns(); j++) {
            sum += Math.exp((double) logits.get(row, j) - logits.get(row, label));
        }
        return new Prediction(label, 1 / sum);
    }

    private List<Integer> chosen(boolean[] broken) {
        List<Integer> first = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        Set<Integer> labels = new HashSet<>();
        for (int i = 0; i < broken.length; i++) {
            if (broken[i]) {
                (labels.add(attacked.label(i)) ? first : rest).add(i);
            }
        }
        return Stream.concat(first.stream(), rest.stream()).limit(MOST).sorted().toList();
    }
}
