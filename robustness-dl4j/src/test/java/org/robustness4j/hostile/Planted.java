package org.robustness4j.hostile;

import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Code that a file brings the name of, and what it did. */
public final class Planted {

    private static final AtomicInteger RUNS = new AtomicInteger();

    private static final int LEVELS = 100;

    private Planted() {}

    /** How often planted code ran. */
    public static int runs() {
        return RUNS.get();
    }

    /** Runs when Java reads it. */
    public static final class Serialized implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            RUNS.incrementAndGet();
        }
    }

    /** Runs when it is initialised; only files name it. */
    public static final class Initialized {

        static {
            RUNS.incrementAndGet();
        }

        private Initialized() {}
    }

    /** The same again: classes are initialised once. */
    public static final class InitializedByDl4j {

        static {
            RUNS.incrementAndGet();
        }

        private InitializedByDl4j() {}
    }

    /** Sets in sets, of classes of Java's own, whose hash takes 2^100 steps. */
    public static Set<Object> endless() {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int level = 0; level < LEVELS; level++) {
            Set<Object> nextOne = new HashSet<>();
            Set<Object> nextOther = new HashSet<>();
            nextOne.add("one");
            one.add(nextOne);
            one.add(nextOther);
            other.add(nextOne);
            other.add(nextOther);
            one = nextOne;
            other = nextOther;
        }
        return root;
    }
}
