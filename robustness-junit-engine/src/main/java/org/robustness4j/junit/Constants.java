package org.robustness4j.junit;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The configuration parameters of the engine. They are JUnit Platform configuration parameters: given by the launcher,
 * as system properties, or in {@code junit-platform.properties}.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Constants {

    /** The id of the engine, {@value}. */
    public static final String ENGINE_ID = "robustness";

    /** The tag that every robustness test has, {@value}. */
    public static final String TAG = "robustness";

    /**
     * What a missed limit does, {@value}: {@code fail} (the default) fails the test; {@code record} lets it pass, for
     * the gate of the Maven plugin to judge. Errors and inconclusive evaluations fail the test in both cases.
     */
    public static final String VERDICT = "robustness.verdict";

    /**
     * How success rates are held to limits, {@value}: {@code point} (the default) compares exact counts; {@code
     * confident} compares the 95 % confidence interval, and is inconclusive when that holds the limit. Tests may choose
     * themselves.
     */
    public static final String POLICY = "robustness.policy";

    /**
     * Whether an attack ends once the verdict on the limits of its test is certain, {@value}: {@code false} by default,
     * since rates are then of fewer samples. Verdicts are the same.
     */
    public static final String STOP_EARLY = "robustness.stopEarly";

    /** The seed of all random streams, {@value}: a whole number, {@code 0} by default. Part of every result. */
    public static final String SEED = "robustness.seed";

    /**
     * The number of threads that attack, {@value}: by default as many as there are processors. It changes how long a
     * test takes, not what it finds.
     */
    public static final String WORKERS = "robustness.workers";

    /**
     * The limit on the buffers of all threads that attack a model, {@value}: in MiB, a quarter of the heap by default. It
     * changes how long a test takes, not what it finds; the model itself, rows to work in and the samples come on top.
     */
    public static final String MEMORY = "robustness.memory";

    /**
     * The folder for result files, {@value}: {@code target/robustness} by default, relative to the working directory.
     */
    public static final String OUTPUT_DIRECTORY = "robustness.output.dir";

    /**
     * The number of pictures that are drawn of each evaluation at most, {@value}: from 0 to 16, {@code 3} by default.
     */
    public static final String PICTURES = "robustness.pictures";

    /**
     * How many broken samples of each evaluation are stored with the points that broke them at most, {@value}: {@code
     * 1000} by default, {@code 0} for none. Besides, at most 64 MiB of an evaluation are stored.
     */
    public static final String CANDIDATES = "robustness.candidates";

    /**
     * Whether the points that broke samples are also tried after rounding to 256 levels, as in an ordinary image file,
     * {@value}: {@code false} by default. It changes no verdict.
     */
    public static final String EIGHT_BIT = "robustness.eightBit";

    /**
     * Whether evaluations of earlier builds are taken over where nothing that decides them has changed, {@value}:
     * {@code off} by default; {@code on}, but not where the environment variable CI is set to anything but {@code
     * false}; {@code always}.
     */
    public static final String CACHE = "robustness.cache";

    /**
     * The folder for such evaluations, {@value}: {@code .robustness-cache} by default, relative to the working
     * directory.
     */
    public static final String CACHE_DIRECTORY = "robustness.cache.dir";

    /** Which tests {@code robustness:replay} looks at, {@value}: a pattern with * and ?, {@code *} by default. */
    public static final String REPLAY_TEST = "robustness.replay.test";

    /** Whether {@code robustness:replay} runs the attacks again, {@value}: {@code false} by default. */
    public static final String REPLAY_RERUN = "robustness.replay.rerun";

    /**
     * The folder that {@code robustness:replay} writes candidates to as pictures and arrays, {@value}: none by default.
     */
    public static final String REPLAY_EXPORT = "robustness.replay.export";

    /**
     * What an inconclusive evaluation does, {@value}: {@code fail} (the default) fails the test; {@code warn} logs a
     * warning. The gate of the Maven plugin reads the property of the same name.
     */
    public static final String INCONCLUSIVE = "robustness.inconclusive";

    /**
     * When the models of tests with {@link org.robustness4j.junit.Harden} are hardened, {@value}: {@code never} by
     * default; {@code onFailure}, when the test's limit is exceeded; {@code always}. It changes no verdict.
     */
    public static final String HARDEN = "robustness.harden";

    /**
     * Which tests the goal {@code robustness:harden} hardens, {@value}: a pattern with * and ? for {@code
     * Class.method[variant]}, {@code *} by default; those with {@link org.robustness4j.junit.Harden} alone.
     */
    public static final String HARDEN_TEST = "robustness.harden.test";

    /**
     * The folder of compiled test classes in which the goal {@code robustness:harden} looks for tests, {@value}:
     * {@code target/test-classes} by default.
     */
    public static final String HARDEN_CLASSES = "robustness.harden.classes";

    /**
     * Whether an evaluation is checked before it is believed, {@value}: {@code true} by default. With {@code false}
     * results are recorded and limits can be missed, but no limit on an adversary counts as met: a weak attack, or a
     * model that hides its gradients, would meet every one.
     */
    public static final String CHECKS = "robustness.checks";

    /**
     * Whether proofs are sought for the samples that withstand an attack in a ball, {@value}: {@code false} by default.
     * Tests that ask for proofs themselves have them anyway.
     */
    public static final String CERTIFY = "robustness.certify";

    /**
     * How long a proof is sought for each sample, in seconds, where the test does not say, {@value}: {@code 10} by
     * default.
     */
    public static final String PROOF_SECONDS = "robustness.proofSeconds";

    /**
     * Where attacks are run, {@value}: {@code local} (the default), on this machine; {@code spark}, on an Apache Spark
     * cluster, with the dependency robustness-spark. Outcomes are the same.
     */
    public static final String EXECUTION = "robustness.execution";

    private Constants() {}
}
