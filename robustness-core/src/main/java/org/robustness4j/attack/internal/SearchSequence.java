package org.robustness4j.attack.internal;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Search;
import org.robustness4j.model.internal.EmbeddingTable;

/** One search after the other, each begun only when the one before found nothing. */
public final class SearchSequence extends ForwardingSearch {

    private final Iterator<Supplier<Search>> following;
    private Search current;
    private boolean succeeded;
    private boolean searched;
    private @Nullable EmbeddingTable table;

    /**
     * Begins with the first.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public SearchSequence(List<Supplier<Search>> searches) {
        this.following = searches.iterator();
        this.current = following.next().get();
    }

    /** The same search several times over, with new random numbers. */
    public static Search repeat(int times, Supplier<Search> search) {
        return new SearchSequence(Collections.nCopies(times, search));
    }

    /** Several searches, each made from its number, from 0. */
    public static Search inTurn(int times, IntFunction<Search> search) {
        return new SearchSequence(IntStream.range(0, times)
                .<Supplier<Search>>mapToObj(number -> () -> search.apply(number))
                .toList());
    }

    @Override
    public void looksUp(EmbeddingTable newTable) {
        table = newTable;
        current.looksUp(newTable);
    }

    @Override
    protected Search delegate() {
        return current;
    }

    @Override
    public float @Nullable [] next() {
        float[] point = current.next();
        while (point == null && (!succeeded || current.isExhaustive()) && following.hasNext()) {
            searched |= current.gaveUp() == null;
            current = following.next().get();
            if (table != null) {
                current.looksUp(table);
            }
            point = current.next();
        }
        return point;
    }

    /** Where one of the searches did search, the sample was searched around. */
    @Override
    public @Nullable String gaveUp() {
        return searched ? null : current.gaveUp();
    }

    /** What follows is for samples that withstood what came before. */
    @Override
    public void succeeded() {
        succeeded = true;
        current.succeeded();
    }
}
