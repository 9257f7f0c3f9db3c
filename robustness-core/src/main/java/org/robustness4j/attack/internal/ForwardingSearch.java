package org.robustness4j.attack.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Search;
import org.robustness4j.model.internal.EmbeddingTable;

/**
 * A search that passes everything on to another one, which may change as it goes on; subclasses override what they do
 * otherwise.
 */
public abstract class ForwardingSearch implements Search {

    /** The search that everything is passed on to at this moment. */
    protected abstract Search delegate();

    @Override
    public float @Nullable [] next() {
        return delegate().next();
    }

    @Override
    public float[][] wanted(float[] logits) {
        return delegate().wanted(logits);
    }

    @Override
    public boolean needsGradients() {
        return delegate().needsGradients();
    }

    @Override
    public List<float[]> foreseen(int most) {
        return delegate().foreseen(most);
    }

    @Override
    public void observe(float[] point, float[] logits, float[][] gradients) {
        delegate().observe(point, logits, gradients);
    }

    @Override
    public void looksUp(EmbeddingTable table) {
        delegate().looksUp(table);
    }

    @Override
    public boolean isConfined() {
        return delegate().isConfined();
    }

    @Override
    public boolean isSettled(float[] logits) {
        return delegate().isSettled(logits);
    }

    @Override
    public boolean endsWithSuccess() {
        return delegate().endsWithSuccess();
    }

    @Override
    public boolean isExhaustive() {
        return delegate().isExhaustive();
    }

    @Override
    public @Nullable String gaveUp() {
        return delegate().gaveUp();
    }

    @Override
    public void succeeded() {
        delegate().succeeded();
    }

    @Override
    public double quality(float[] point, double margin) {
        return delegate().quality(point, margin);
    }
}
