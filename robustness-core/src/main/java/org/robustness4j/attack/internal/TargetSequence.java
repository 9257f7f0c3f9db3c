package org.robustness4j.attack.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.loss.internal.Logits;

/**
 * Searches towards one class after the other: the likeliest wrong classes of the clean sample, which is shown to the
 * model first; when the goal is one class, that class alone.
 */
public final class TargetSequence extends ForwardingSearch {

    private final AttackedSample sample;
    private final int targets;
    private final IntFunction<Search> search;
    private Search current;

    /**
     * Begins with the clean sample.
     *
     * @param targets the number of classes tried at most
     * @param search begins the search towards a class
     */
    public TargetSequence(AttackedSample sample, int targets, IntFunction<Search> search) {
        this.sample = sample;
        this.targets = targets;
        this.search = search;
        this.current = sample.threatModel().goal().hasTarget()
                ? search.apply(sample.threatModel().target())
                : new CleanSample();
    }

    @Override
    protected Search delegate() {
        return current;
    }

    private Search towardsLikeliest(float[] logits) {
        List<Supplier<Search>> searches = new ArrayList<>();
        for (int target : Logits.ranking(logits)) {
            if (target != sample.label() && searches.size() < targets) {
                searches.add(() -> search.apply(target));
            }
        }
        return new SearchSequence(searches);
    }

    /** Shows the clean sample, to learn which classes are likeliest. */
    private final class CleanSample implements Search {

        @Override
        public float[] next() {
            return sample.region().clean();
        }

        @Override
        public boolean needsGradients() {
            return false;
        }

        @Override
        public void observe(float[] point, float[] logits, float[][] gradients) {
            current = towardsLikeliest(logits);
        }
    }
}
