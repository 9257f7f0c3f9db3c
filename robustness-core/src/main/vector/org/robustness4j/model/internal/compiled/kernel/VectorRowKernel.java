package org.robustness4j.model.internal.compiled.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums that stay in registers: four of them, three vectors of each, take all terms that are at hand before they are
 * stored. Each value is summed in the same order as in plain Java, by the same fused multiply-adds, and so has the same
 * bits. The terms are copied into a panel first, so that the loop over them reads one array from its begin to its end.
 */
final class VectorRowKernel implements RowKernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDE = 3 * LANES;

    /** The columns that share a panel, at most. */
    private static final int COLUMNS = 3 * WIDE;

    private static final int ROWS_OF_A_BLOCK = 3;

    /** A panel stays in the first-level cache. */
    private static final int VALUES_IN_CACHE = 6_144;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    /** A panel, and the sums of columns that do not fill a vector. */
    private static final class Buffers {
        final float[] panel = new float[VALUES_IN_CACHE + COLUMNS + LANES];
        final float[][] sums = new float[PackedWeights.TOGETHER][LANES];
    }

    /** Computes what is left of sums when four at a time are taken. */
    private final RowKernel plain = new PlainRowKernel();

    @Override
    public int lengthOfBlocks() {
        return ROWS_OF_A_BLOCK * COLUMNS;
    }

    @Override
    public int termsInCache(int n) {
        return VALUES_IN_CACHE / Math.min(COLUMNS, -Math.floorDiv(-n, LANES) * LANES);
    }

    @Override
    public void add(float[][] y, int sums, float[][] x, int terms, float[][] w, int from, int n) {
        if (sums < PackedWeights.TOGETHER) {
            plain.add(y, sums, x, terms, w, from, n);
        } else {
            add(y, sums, x, terms, PackedWeights.of(w, sums, from, terms), 0, 0, n);
        }
    }

    @Override
    public void add(
            float[][] y, int sums, float[][] x, int terms, PackedWeights w, int firstSum, int firstTerm, int n) {
        int together = sums / PackedWeights.TOGETHER * PackedWeights.TOGETHER;
        if (together > 0) {
            addFours(y, together, x, terms, w, firstSum, firstTerm, n);
        }
        if (together < sums) {
            float[][] others = Arrays.copyOfRange(y, together, sums);
            plain.add(others, sums - together, x, terms, w, firstSum + together, firstTerm, n);
        }
    }

    private void addFours(
            float[][] y, int sums, float[][] x, int terms, PackedWeights w, int firstSum, int firstTerm, int n) {
        Buffers buffers = BUFFERS.get();
        int chunk = termsInCache(n);
        for (int begin = 0; begin < n; begin += COLUMNS) {
            int end = Math.min(n, begin + COLUMNS);
            for (int first = 0; first < terms; first += chunk) {
                int count = Math.min(chunk, terms - first);
                fill(buffers.panel, x, first, count, begin, end);
                add(y, sums, buffers, count, w, firstSum, firstTerm + first, begin, end);
            }
        }
    }

    /** For each tile, three vectors wide and then one, its part of the terms one after the other. */
    private static void fill(float[] panel, float[][] x, int first, int count, int begin, int end) {
        for (int k = 0; k < count; k++) {
            float[] row = x[first + k];
            int at = begin;
            int tile = 0;
            for (; at + WIDE <= end; at += WIDE) {
                System.arraycopy(row, at, panel, tile + k * WIDE, WIDE);
                tile += count * WIDE;
            }
            for (; at + LANES <= end; at += LANES) {
                System.arraycopy(row, at, panel, tile + k * LANES, LANES);
                tile += count * LANES;
            }
            if (at < end) {
                System.arraycopy(row, at, panel, tile + k * LANES, end - at);
            }
        }
    }

    private static void add(
            float[][] y,
            int sums,
            Buffers buffers,
            int count,
            PackedWeights w,
            int firstSum,
            int firstTerm,
            int begin,
            int end) {
        float[] panel = buffers.panel;
        int at = begin;
        int tile = 0;
        for (; at + WIDE <= end; at += WIDE) {
            for (int j = 0; j < sums; j += PackedWeights.TOGETHER) {
                int from = w.index(firstSum + j, firstTerm);
                fourWide(y[j], y[j + 1], y[j + 2], y[j + 3], at, panel, tile, count, w.values(), from);
            }
            tile += count * WIDE;
        }
        for (; at + LANES <= end; at += LANES) {
            for (int j = 0; j < sums; j += PackedWeights.TOGETHER) {
                int from = w.index(firstSum + j, firstTerm);
                four(y[j], y[j + 1], y[j + 2], y[j + 3], at, panel, tile, count, w.values(), from);
            }
            tile += count * LANES;
        }
        if (at < end) {
            rest(y, sums, buffers, tile, count, w, firstSum, firstTerm, at, end);
        }
    }

    private static void fourWide(
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            int at,
            float[] panel,
            int begin,
            int terms,
            float[] w,
            int from) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, at);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, at + LANES);
        FloatVector c0 = FloatVector.fromArray(SPECIES, y0, at + 2 * LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, at);
        FloatVector b1 = FloatVector.fromArray(SPECIES, y1, at + LANES);
        FloatVector c1 = FloatVector.fromArray(SPECIES, y1, at + 2 * LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, at);
        FloatVector b2 = FloatVector.fromArray(SPECIES, y2, at + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, y2, at + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, at);
        FloatVector b3 = FloatVector.fromArray(SPECIES, y3, at + LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, y3, at + 2 * LANES);
        int p = begin;
        int q = from;
        for (int k = 0; k < terms; k++) {
            FloatVector a = FloatVector.fromArray(SPECIES, panel, p);
            FloatVector b = FloatVector.fromArray(SPECIES, panel, p + LANES);
            FloatVector c = FloatVector.fromArray(SPECIES, panel, p + 2 * LANES);
            FloatVector weight = FloatVector.broadcast(SPECIES, w[q]);
            a0 = a.fma(weight, a0);
            b0 = b.fma(weight, b0);
            c0 = c.fma(weight, c0);
            weight = FloatVector.broadcast(SPECIES, w[q + 1]);
            a1 = a.fma(weight, a1);
            b1 = b.fma(weight, b1);
            c1 = c.fma(weight, c1);
            weight = FloatVector.broadcast(SPECIES, w[q + 2]);
            a2 = a.fma(weight, a2);
            b2 = b.fma(weight, b2);
            c2 = c.fma(weight, c2);
            weight = FloatVector.broadcast(SPECIES, w[q + 3]);
            a3 = a.fma(weight, a3);
            b3 = b.fma(weight, b3);
            c3 = c.fma(weight, c3);
            p += WIDE;
            q += PackedWeights.TOGETHER;
        }
        a0.intoArray(y0, at);
        b0.intoArray(y0, at + LANES);
        c0.intoArray(y0, at + 2 * LANES);
        a1.intoArray(y1, at);
        b1.intoArray(y1, at + LANES);
        c1.intoArray(y1, at + 2 * LANES);
        a2.intoArray(y2, at);
        b2.intoArray(y2, at + LANES);
        c2.intoArray(y2, at + 2 * LANES);
        a3.intoArray(y3, at);
        b3.intoArray(y3, at + LANES);
        c3.intoArray(y3, at + 2 * LANES);
    }

    private static void four(
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            int at,
            float[] panel,
            int begin,
            int terms,
            float[] w,
            int from) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, at);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, at);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, at);
        int p = begin;
        int q = from;
        for (int k = 0; k < terms; k++) {
            FloatVector a = FloatVector.fromArray(SPECIES, panel, p);
            FloatVector weight = FloatVector.broadcast(SPECIES, w[q]);
            a0 = a.fma(weight, a0);
            weight = FloatVector.broadcast(SPECIES, w[q + 1]);
            a1 = a.fma(weight, a1);
            weight = FloatVector.broadcast(SPECIES, w[q + 2]);
            a2 = a.fma(weight, a2);
            weight = FloatVector.broadcast(SPECIES, w[q + 3]);
            a3 = a.fma(weight, a3);
            p += LANES;
            q += PackedWeights.TOGETHER;
        }
        a0.intoArray(y0, at);
        a1.intoArray(y1, at);
        a2.intoArray(y2, at);
        a3.intoArray(y3, at);
    }

    /** Columns that fill no vector: the other lanes hold whatever the panel has there, and are thrown away. */
    private static void rest(
            float[][] y,
            int sums,
            Buffers buffers,
            int tile,
            int count,
            PackedWeights w,
            int firstSum,
            int firstTerm,
            int begin,
            int end) {
        float[][] part = buffers.sums;
        for (int j = 0; j < sums; j += PackedWeights.TOGETHER) {
            for (int i = 0; i < PackedWeights.TOGETHER; i++) {
                System.arraycopy(y[j + i], begin, part[i], 0, end - begin);
            }
            int from = w.index(firstSum + j, firstTerm);
            four(part[0], part[1], part[2], part[3], 0, buffers.panel, tile, count, w.values(), from);
            for (int i = 0; i < PackedWeights.TOGETHER; i++) {
                System.arraycopy(part[i], 0, y[j + i], begin, end - begin);
            }
        }
    }
}
