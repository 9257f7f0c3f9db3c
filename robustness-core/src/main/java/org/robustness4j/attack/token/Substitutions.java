package org.robustness4j.attack.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.data.Domain;
import org.robustness4j.model.internal.EmbeddingTable;

/** The points that one more substitution leads to. */
final class Substitutions {

    /** Without gradients a guess is worth less than a ranked substitution, and more are tried. */
    private static final int UNRANKED = 32;

    private static final Comparator<Gain> WEAKEST_FIRST = Comparator.comparingDouble(Gain::gain)
            .thenComparing(Comparator.comparingInt(Gain::position).reversed())
            .thenComparing(Comparator.comparingInt(Gain::index).reversed());

    private final Domain domain;
    private final RandomGenerator random;
    private final float[] clean;
    private final int[] positions;
    private final int candidates;

    /** What an index at a position would gain to first order. */
    private record Gain(double gain, int position, int index) {}

    Substitutions(AttackedSample sample, int candidates) {
        this.domain = sample.threatModel().domain();
        this.random = sample.random();
        this.clean = sample.region().clean();
        this.candidates = candidates;
        this.positions = sample.region().mutableFeatures();
    }

    /**
     * Those with the largest gains, the largest first, and as many drawn ones, since a substitution may lead farther than
     * the first order reaches; drawn ones alone where the gradient says nothing.
     *
     * @param open the positions to change
     * @param gradients of the vectors at the point
     */
    List<float[]> ranked(float[] point, int[] open, float[] gradients, EmbeddingTable table) {
        PriorityQueue<Gain> best = new PriorityQueue<>(WEAKEST_FIRST);
        boolean isZero = true;
        for (int position : open) {
            int from = position * table.width();
            float now = table.product(gradients, from, (int) point[position]);
            for (int index : domain.substitutes((int) clean[position])) {
                Gain gain = new Gain(table.product(gradients, from, index) - now, position, index);
                isZero &= gain.gain() == 0;
                if (index != point[position]) {
                    best.add(gain);
                }
                if (best.size() > candidates) {
                    best.remove();
                }
            }
        }
        if (isZero) {
            return drawn(point, open);
        }
        List<float[]> points = new ArrayList<>();
        while (!best.isEmpty()) {
            Gain gain = best.remove();
            points.add(0, with(point, gain.position(), gain.index()));
        }
        points.addAll(some(point, open, candidates));
        return points;
    }

    /** All where they are few, random ones where they are many. */
    List<float[]> drawn(float[] point, int[] open) {
        int most = UNRANKED * candidates;
        List<float[]> points = new ArrayList<>();
        for (int k = 0; k < open.length && points.size() <= most; k++) {
            for (int index : domain.substitutes((int) clean[open[k]])) {
                if (points.size() <= most && index != point[open[k]]) {
                    points.add(with(point, open[k], index));
                }
            }
        }
        return points.size() <= most ? points : some(point, open, most);
    }

    private List<float[]> some(float[] point, int[] open, int count) {
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < count && open.length > 0; i++) {
            int position = open[random.nextInt(open.length)];
            int[] substitutes = domain.substitutes((int) clean[position]);
            points.add(with(point, position, substitutes[random.nextInt(substitutes.length)]));
        }
        return points;
    }

    /** The positions that may change and have, or have not. */
    int[] positions(float[] point, boolean haveChanged) {
        return IntStream.of(positions)
                .filter(position -> point[position] != clean[position] == haveChanged)
                .toArray();
    }

    private static float[] with(float[] point, int position, int index) {
        float[] changed = point.clone();
        changed[position] = index;
        return changed;
    }
}
