package org.robustness4j.data;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.hash.Sha256;

/** Indices into a vocabulary, and which of them may take the place of which. */
final class Substitutes implements Serializable {

    /** Above it float32 leaves out whole numbers. */
    private static final int MOST = 1 << 24;

    private static final int NO_PADDING = -1;

    private final int first;
    private final int last;
    private final int padding;
    private final @Nullable TreeSet<Integer> anywhere;
    private final @Nullable TreeMap<Integer, Set<Integer>> table;

    private Substitutes(
            int first,
            int last,
            int padding,
            @Nullable Set<Integer> anywhere,
            @Nullable Map<Integer, Set<Integer>> table) {
        this.first = first;
        this.last = last;
        this.padding = padding;
        this.anywhere = anywhere == null ? null : new TreeSet<>(anywhere);
        this.table = table == null ? null : new TreeMap<>(table);
    }

    static Substitutes ofVocabulary(int vocabulary) {
        if (vocabulary < 2 || vocabulary > MOST) {
            throw new IllegalArgumentException("A vocabulary has 2 to " + MOST + " indices, not " + vocabulary
                    + "; give the number of indices that the model knows");
        }
        return new Substitutes(0, vocabulary - 1, NO_PADDING, null, null);
    }

    static Substitutes between(float first, float last) {
        if (first < 0 || last >= MOST || first != Math.rint(first) || last != Math.rint(last)) {
            throw new IllegalArgumentException(
                    "The model takes indices, but the declared range is [" + first + ", " + last
                            + "]; declare the first and the last index, whole numbers from 0, or Domain.tokens(vocabulary)");
        }
        return new Substitutes((int) first, (int) last, NO_PADDING, null, null);
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    Substitutes withPadding(int index) {
        return new Substitutes(first, last, required(index), anywhere, table);
    }

    Substitutes among(int... indices) {
        TreeSet<Integer> set = new TreeSet<>();
        for (int index : indices) {
            set.add(required(index));
        }
        if (set.isEmpty()) {
            throw new IllegalArgumentException(
                    "No index may take the place of another, so that no attack means anything; name at least one");
        }
        return new Substitutes(first, last, padding, set, null);
    }

    Substitutes by(Map<Integer, ? extends Collection<Integer>> newTable) {
        Map<Integer, Set<Integer>> copy = new TreeMap<>();
        newTable.forEach((index, others) -> {
            TreeSet<Integer> set = new TreeSet<>();
            others.forEach(other -> set.add(required(other)));
            copy.put(required(index), set);
        });
        if (copy.values().stream().allMatch(Set::isEmpty)) {
            throw new IllegalArgumentException("The table lets no index take the place of another, so that no attack"
                    + " means anything; name at least one substitute");
        }
        return new Substitutes(first, last, padding, null, copy);
    }

    private int required(int index) {
        if (index < first || index > last) {
            throw new IllegalArgumentException("The index " + index + " is not in the vocabulary, which has " + first
                    + " to " + last + "; name indices of the vocabulary alone");
        }
        return index;
    }

    /** Without the index itself, in ascending order. */
    int[] of(int index) {
        return candidates(index)
                .filter(other -> other != index && other != padding)
                .toArray();
    }

    boolean exist(int index) {
        return candidates(index).anyMatch(other -> other != index && other != padding);
    }

    private IntStream candidates(int index) {
        if (index == padding) {
            return IntStream.empty();
        }
        if (anywhere != null) {
            return anywhere.stream().mapToInt(Integer::intValue);
        }
        return table == null
                ? IntStream.rangeClosed(first, last)
                : table.getOrDefault(index, Set.of()).stream().mapToInt(Integer::intValue);
    }

    boolean allow(int index, float other) {
        boolean isIndex = other >= first && other <= last && other == Math.rint(other);
        if (!isIndex || index == padding || (int) other == padding || (int) other == index) {
            return false;
        }
        if (anywhere != null) {
            return anywhere.contains((int) other);
        }
        return table == null || table.getOrDefault(index, Set.of()).contains((int) other);
    }

    /** Empty where everything may take the place of everything. */
    Optional<String> sha256() {
        return padding == NO_PADDING && anywhere == null && table == null
                ? Optional.empty()
                : Optional.of(Sha256.hex((padding + " " + anywhere + " " + table).getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Substitutes that
                && first == that.first
                && last == that.last
                && padding == that.padding
                && Objects.equals(anywhere, that.anywhere)
                && Objects.equals(table, that.table);
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, last, padding, anywhere, table);
    }
}
