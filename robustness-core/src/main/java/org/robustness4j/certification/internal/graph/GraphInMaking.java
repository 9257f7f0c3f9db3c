package org.robustness4j.certification.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.certification.internal.graph.BoundGraph.Input;
import org.robustness4j.certification.internal.graph.BoundGraph.Largest;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;
import org.robustness4j.certification.internal.graph.BoundGraph.Rectified;

/** Nodes as they are added. */
final class GraphInMaking {

    private final List<Node> nodes = new ArrayList<>();

    GraphInMaking(Input input) {
        nodes.add(input);
    }

    Node node(int place) {
        return nodes.get(place);
    }

    /** Adds a node, and says where it is. */
    int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    /** The graph whose output is a node. */
    BoundGraph endingAt(int output) {
        return new BoundGraph(nodes.subList(0, output + 1));
    }

    /** {@code max(a, b) = b + max(0, a - b)}, value by value. */
    int larger(int a, int b, int size) {
        int difference = add(new Linear(
                List.of(new Part(a, SparseMap.multiple(size, 1)), new Part(b, SparseMap.multiple(size, -1))),
                new double[size],
                Rounding.NONE));
        int excess = add(Rectified.of(difference, size, 0));
        return add(new Linear(
                List.of(new Part(b, SparseMap.multiple(size, 1)), new Part(excess, SparseMap.multiple(size, 1))),
                new double[size],
                Rounding.NONE,
                new Largest(
                        a,
                        IntStream.range(0, size).toArray(),
                        b,
                        IntStream.range(0, size).toArray())));
    }

    /**
     * The largest value of each group, found pair by pair.
     *
     * @param groups where the values of each stand, negative for 0
     */
    int maximum(int input, int[][] groups) throws UnboundableException {
        int[] all = Arrays.stream(groups).flatMapToInt(Arrays::stream).toArray();
        if (Arrays.stream(groups).anyMatch(group -> group.length == 0)) {
            throw new UnboundableException("a window of a maximum sees padding alone");
        }
        int[] sizes = Arrays.stream(groups).mapToInt(group -> group.length).toArray();
        boolean isArranged = Arrays.stream(sizes).allMatch(size -> size == 1);
        int values = input;
        int[] places = all;
        if (isArranged || Arrays.stream(all).anyMatch(place -> place < 0)) {
            values = add(Linear.exact(input, SparseMap.gather(node(input).size(), all)));
            places = IntStream.range(0, all.length).toArray();
        }
        if (isArranged) {
            return values;
        }
        values = halved(values, places, sizes);
        while (Arrays.stream(sizes).anyMatch(size -> size > 2)) {
            Arrays.setAll(sizes, i -> (sizes[i] + 1) / 2);
            values = halved(values, IntStream.range(0, node(values).size()).toArray(), sizes);
        }
        return values;
    }

    /**
     * Half as many values, the larger one of each pair.
     *
     * @param places where the values of the groups stand, one group behind the other
     * @param sizes of the groups
     */
    private int halved(int values, int[] places, int[] sizes) {
        int size = node(values).size();
        int pairs = Arrays.stream(sizes).map(count -> count / 2).sum();
        int kept = Arrays.stream(sizes).map(count -> (count + 1) / 2).sum();
        SparseMap.Builder differences = new SparseMap.Builder(size, pairs);
        int[] first = new int[kept];
        int[] second = new int[kept];
        int[] excesses = new int[kept];
        int from = 0;
        int pair = 0;
        int place = 0;
        for (int count : sizes) {
            for (int i = 0; i < count; i += 2) {
                boolean isPair = i + 1 < count;
                first[place] = places[from + i];
                second[place] = places[from + i + (isPair ? 1 : 0)];
                excesses[place] = isPair ? pair : -1;
                if (isPair) {
                    differences.term(first[place], 1);
                    differences.term(second[place], -1);
                    differences.next();
                    pair++;
                }
                place++;
            }
            from += count;
        }
        int difference = add(Linear.exact(values, differences.build()));
        int excess = add(Rectified.of(difference, pairs, 0));
        return add(new Linear(
                List.of(
                        new Part(values, SparseMap.gather(size, second)),
                        new Part(excess, SparseMap.gather(pairs, excesses))),
                new double[kept],
                Rounding.NONE,
                new Largest(values, first, values, second)));
    }
}
