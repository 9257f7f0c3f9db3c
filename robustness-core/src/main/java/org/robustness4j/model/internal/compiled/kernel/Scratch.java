package org.robustness4j.model.internal.compiled.kernel;

import java.util.ArrayList;
import java.util.List;

/** Rows that a step may use while it runs; the next step overwrites them. */
public final class Scratch {

    private final List<float[]> rows = new ArrayList<>();
    private final List<Scratch> others = new ArrayList<>();
    private int used;

    /** Forgets what was taken. */
    public void reset() {
        used = 0;
    }

    /** Rows of at least a length, with whatever is in them. */
    public float[][] take(int count, int length) {
        float[][] taken = new float[count][];
        for (int i = 0; i < count; i++) {
            if (used == rows.size()) {
                rows.add(Rows.take(1, length)[0]);
            } else if (rows.get(used).length < length) {
                rows.set(used, Rows.take(1, length)[0]);
            }
            taken[i] = rows.get(used);
            used++;
        }
        return taken;
    }

    /** Working rows for several threads, this one's first; nothing of them is taken. */
    List<Scratch> forThreads(int count) {
        while (others.size() + 1 < count) {
            others.add(new Scratch());
        }
        List<Scratch> all = new ArrayList<>(List.of(this));
        all.addAll(others.subList(0, count - 1));
        all.forEach(Scratch::reset);
        return all;
    }
}
