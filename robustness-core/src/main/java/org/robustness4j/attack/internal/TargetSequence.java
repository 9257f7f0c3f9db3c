package org.robustness4j.attack.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.loss.internal.Logits;

/**
 * Searches towards one class after the other: the likeliest wrong classes of the clean sample, which is shown to the model
 * first; when the goal is one class, that class alone.
 */
public final class TargetSequence extends ForwardingSearch {

    /** The search towards one class. */
    @FunctionalInterface
    public interface TargetedSearch {

        /** Begins the search. */
        Search towards(AttackedSample subject, int target);
    }

    private final AttackedSample subject;
    private final int targets;
    private final TargetedSearch search;
    private Search current;

    /**
     * Begins with the clean sample.
     *
     * @param targets the number of classes tried at most
     */
    public TargetSequence(AttackedSample subject, int targets, TargetedSearch search) {
        this.subject = subject;
        this.targets = targets;
        this.search = search;
        this.current = subject.threatModel().goal().hasTarget()
                ? search.towards(subject, subject.threatModel().target())
                : new CleanSample();
    }

    @Override
    protected Search delegate() {
        return current;
    }

    private Search towardsLikeliest(float[] logits) {
        List<Supplier<Search>> searches = new ArrayList<>();
        for (int target : Logits.ranking(logits)) {
            if (target != subject.label() && searches.size() < targets) {
                searches.add(() -> search.towards(subject, target));
            }
        }
        return new SearchSequence(searches);
    }

    /** Shows the clean sample, to learn which classes are likeliest. */
    private final class CleanSample implements Search {

        @Override
        public float[] next() {
            return subject.region().clean();
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
