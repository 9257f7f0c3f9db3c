package org.robustness4j.attack.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.loss.internal.Logits;

/**
 * Searches towards one class after the other: the likeliest wrong classes of the clean sample, which is shown to the model
 * first; when the goal is one class, that class alone.
 */
public final class TargetSequence implements Search {

    /** The search towards one class. */
    @FunctionalInterface
    public interface TargetedSearch {

        /** Begins the search. */
        Search towards(AttackedSample subject, int target);
    }

    private final AttackedSample subject;
    private final int targets;
    private final TargetedSearch search;
    private @Nullable Search sequence;

    /**
     * Begins with the clean sample.
     *
     * @param targets the number of classes tried at most
     */
    public TargetSequence(AttackedSample subject, int targets, TargetedSearch search) {
        this.subject = subject;
        this.targets = targets;
        this.search = search;
        this.sequence = subject.threatModel().goal().hasTarget()
                ? search.towards(subject, subject.threatModel().target())
                : null;
    }

    @Override
    public float @Nullable [] next() {
        return sequence == null ? subject.region().clean() : sequence.next();
    }

    @Override
    public float[][] wanted(float[] logits) {
        return sequence == null ? new float[0][] : sequence.wanted(logits);
    }

    @Override
    public void observe(float[] point, float[] logits, float[][] gradients) {
        if (sequence != null) {
            sequence.observe(point, logits, gradients);
            return;
        }
        List<Supplier<Search>> searches = new ArrayList<>();
        for (int target : Logits.ranking(logits)) {
            if (target != subject.label() && searches.size() < targets) {
                searches.add(() -> search.towards(subject, target));
            }
        }
        sequence = new SearchSequence(searches);
    }

    @Override
    public boolean needsGradients() {
        return sequence != null && sequence.needsGradients();
    }

    @Override
    public boolean isSettled(float[] logits) {
        return sequence == null || sequence.isSettled(logits);
    }

    @Override
    public boolean isConfined() {
        return sequence == null || sequence.isConfined();
    }

    @Override
    public boolean endsWithSuccess() {
        return sequence == null || sequence.endsWithSuccess();
    }

    @Override
    public boolean isExhaustive() {
        return sequence != null && sequence.isExhaustive();
    }

    @Override
    public @Nullable String gaveUp() {
        return sequence == null ? null : sequence.gaveUp();
    }

    @Override
    public void succeeded() {
        if (sequence != null) {
            sequence.succeeded();
        }
    }

    @Override
    public double quality(float[] point, double margin) {
        return sequence == null ? margin : sequence.quality(point, margin);
    }
}
