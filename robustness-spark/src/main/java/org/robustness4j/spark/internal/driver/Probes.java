package org.robustness4j.spark.internal.driver;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.data.file.internal.SampleRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The samples of a stored data set that the driver looks at itself, to check model and attack. */
public record Probes(StoredSamples stored) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Probes.class);
    private static final int VALUES = 4 << 20;
    private static final int LEAST = 64;
    private static final int MOST = 1024;
    private static final int PLACES = 64;

    /**
     * Data sets are often sorted by class, so that the first samples would tell little: short stretches from many
     * places are drawn. What cannot be read is left to the executors, which say of which samples.
     *
     * @throws IOException if none can be read now
     */
    public Samples drawn(long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        int fitting = VALUES / stored.shape().features();
        int size = Math.min(stored.size(), Math.max(LEAST, Math.min(MOST, fitting)));
        int places = size == stored.size() ? 1 : PLACES;
        SampleRows drawn = new SampleRows(stored.shape());
        boolean isAnyRead = false;
        for (int place = 0; place < places; place++) {
            int begin = (int) ((long) place * stored.size() / places);
            int end = (int) ((place + 1L) * stored.size() / places);
            int here = size / places;
            int from = begin + (end - begin > here ? random.nextInt(end - begin - here + 1) : 0);
            try {
                drawn.addAll(stored.read(from, from + here));
                isAnyRead = true;
            } catch (IOException | RuntimeException e) {
                if (!isAnyRead && place == places - 1) {
                    throw e;
                }
                LOGGER.debug("The samples {} to {} cannot be read by the driver", from, from + here - 1, e);
            }
        }
        return drawn.samples();
    }
}
