package org.robustness4j.dl4j.hdf5;

/**
 * The axes of an array or attribute, none for a single value.
 *
 * @param axes the size of each
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record Extent(long[] axes) {

    private static final int MOST_AXES = 32;

    static Extent read(Hdf5Cursor in) {
        int version = in.u8();
        int count = in.u8();
        in.skip(1);
        if (version == 1) {
            in.skip(5);
        } else if (version == 2) {
            if (in.u8() == 2) {
                return new Extent(new long[] {0});
            }
        } else {
            throw new IllegalArgumentException("is an HDF5 file with axes of the version " + version
                    + "; 1 and 2 are known: save the model again with Keras");
        }
        if (count > MOST_AXES) {
            throw new IllegalArgumentException("is an HDF5 file with an array of " + count
                    + " axes; at most 32 are possible, so it is damaged: copy it again");
        }
        long[] axes = new long[count];
        for (int axis = 0; axis < count; axis++) {
            axes[axis] = in.u64();
            if (axes[axis] < 0) {
                throw new IllegalArgumentException("is an HDF5 file with an axis of "
                        + Long.toUnsignedString(axes[axis]) + " values; it is damaged or made to harm: copy it again");
            }
        }
        return new Extent(axes);
    }

    /** The number of elements. */
    long count() {
        long count = 1;
        try {
            for (long axis : axes) {
                count = Math.multiplyExact(count, axis);
            }
            return count;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "is an HDF5 file with an array of more than 2^63 values; it is made to harm, so do not trust it",
                    e);
        }
    }
}
