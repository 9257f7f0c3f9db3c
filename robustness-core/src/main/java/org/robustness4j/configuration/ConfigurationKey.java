package org.robustness4j.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Every property that configures tests and goals, with its default: the one place where it stands. Classes and
 * annotations that need a literal repeat it, and a test holds them to this list.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum ConfigurationKey {
    AGGREGATE_DIRECTORY(
            "aggregate.directory",
            "robustness",
            "the folder of results in the build folder of each module",
            Reader.GOALS),
    AGGREGATE_REPORT_FILE(
            "aggregate.reportFile",
            "target/robustness/aggregate.html",
            "the report on the results of all modules",
            Reader.GOALS),
    ATTACK_ARG_LINE("attack.argLine", "", "options of the virtual machine that attacks a model file", Reader.GOALS),
    ATTACK_ARGUMENTS("attack.arguments", null, "what is attacked, as the command line says it", Reader.GOALS),
    BASELINE("baseline", null, "the file with earlier results to compare with", Reader.GOALS),
    BASELINE_SIGNIFICANCE(
            "baselineSignificance",
            "0.05",
            "the p-value below which a change for the worse fails the build",
            Reader.GOALS),
    BASELINE_UPDATE("baseline.update", "false", "whether the baseline is replaced by what was measured", Reader.GOALS),
    CACHE("cache", "off", "when evaluations of earlier builds are taken over: off, on or always", Reader.ENGINE),
    CACHE_DIRECTORY("cache.dir", ".robustness-cache", "the folder for such evaluations", Reader.ENGINE),
    CANDIDATES(
            "candidates",
            "1000",
            "how many broken samples of each evaluation are stored at most, with the points that broke them",
            Reader.ENGINE),
    CERTIFY(
            "certify",
            "false",
            "whether proofs are sought for the samples that withstand an attack in a ball",
            Reader.ENGINE),
    CHECKS("checks", "true", "whether an evaluation is checked before it is believed", Reader.ENGINE),
    EIGHT_BIT("eightBit", "false", "whether adversarial points are also tried at 256 levels", Reader.ENGINE),
    EXECUTION("execution", "local", "where attacks are run: local or spark", Reader.ENGINE, Reader.GOALS),
    FAIL_IF_NO_RESULTS("failIfNoResults", "true", "whether the build fails when there are no results", Reader.GOALS),
    FAIL_ON_VIOLATION("failOnViolation", "true", "whether the build fails for violations", Reader.GOALS),
    HARDEN("harden", "never", "when models are hardened: never, onFailure or always", Reader.ENGINE),
    HARDEN_ARG_LINE("harden.argLine", "", "options of the virtual machine that hardens", Reader.GOALS),
    HARDEN_CLASSES(
            "harden.classes", "target/test-classes", "the folder with the test classes to harden for", Reader.ENGINE),
    HARDEN_TEST("harden.test", "*", "the tests whose models are hardened", Reader.ENGINE, Reader.GOALS),
    INCONCLUSIVE(
            "inconclusive", "fail", "what an inconclusive evaluation does: fail or warn", Reader.ENGINE, Reader.GOALS),
    MAX_ATTACK_SUCCESS_RATE(
            "maxAttackSuccessRate", null, "the highest success rate allowed of any attack", Reader.GOALS),
    MEMORY(
            "memory",
            null,
            "the MiB for the buffers of all threads that attack, instead of a quarter of the heap",
            Reader.ENGINE),
    MIN_CERTIFIED_ACCURACY(
            "minCertifiedAccuracy", null, "the lowest share allowed of samples proved to be robust", Reader.GOALS),
    MIN_CLEAN_ACCURACY("minCleanAccuracy", null, "the lowest accuracy allowed without attack", Reader.GOALS),
    MIN_ROBUST_ACCURACY("minRobustAccuracy", null, "the lowest accuracy allowed under attack", Reader.GOALS),
    OUTPUT_DIRECTORY("output.dir", "target/robustness", "the folder of results", Reader.ENGINE, Reader.GOALS),
    PARTIAL(
            "partial",
            null,
            "whether only some of the tests were run; unless it is given, the command line tells",
            Reader.GOALS),
    PICTURES("pictures", "3", "how many pictures of each evaluation are drawn at most", Reader.ENGINE),
    POLICY("policy", "point", "how rates are held to limits: point or confident", Reader.ENGINE),
    PROOF_SECONDS(
            "proofSeconds",
            "10",
            "how long a proof is sought for each sample, where the test does not say",
            Reader.ENGINE),
    REPLAY_ARG_LINE("replay.argLine", "", "options of the virtual machine that replays", Reader.GOALS),
    REPLAY_EXPORT("replay.export", null, "the folder that candidates are written to", Reader.ENGINE, Reader.GOALS),
    REPLAY_RERUN("replay.rerun", "false", "whether attacks are run again", Reader.ENGINE, Reader.GOALS),
    REPLAY_TEST("replay.test", "*", "the tests that are replayed", Reader.ENGINE, Reader.GOALS),
    REPORT_FILE("reportFile", null, "the report, instead of index.html in the folder of results", Reader.GOALS),
    SEED("seed", "0", "the seed of all random streams", Reader.ENGINE),
    SKIP("skip", "false", "whether goals do nothing", Reader.GOALS),
    SPARK_BLOCKS(
            "spark.blocks",
            "target/robustness-blocks",
            "the folder for blocks of work that is broken off",
            Reader.SPARK),
    SPARK_MASTER("spark.master", "local[*]", "where the cluster is", Reader.SPARK),
    SPARK_TIMEOUT("spark.timeoutSeconds", "120", "how long the first executor may take to come", Reader.SPARK),
    STOP_EARLY("stopEarly", "false", "whether an attack ends once the verdict is certain", Reader.ENGINE),
    VERDICT("verdict", "fail", "what a missed limit does to its test: fail or record", Reader.ENGINE),
    VERIFY_ARG_LINE("verify.argLine", "", "options of the virtual machine that verifies", Reader.GOALS),
    VERIFY_ARGUMENTS(
            "verify.arguments", null, "the model and its properties, as the command line says them", Reader.GOALS),
    WORKERS("workers", null, "how many threads attack, instead of one for each processor", Reader.ENGINE);

    /** What all names begin with, {@value}. */
    public static final String PREFIX = "robustness.";

    /** Who reads a property. */
    public enum Reader {
        /** The JUnit engine, as a configuration parameter. */
        ENGINE,
        /** The module for Apache Spark. */
        SPARK,
        /** The goals of the Maven plugin. */
        GOALS
    }

    private final String key;
    private final @Nullable String defaultValue;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // a copy
    private final Set<Reader> readers;

    ConfigurationKey(String name, @Nullable String defaultValue, String meaning, Reader... readers) {
        this.key = PREFIX + name;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.readers = Set.of(readers);
    }

    /** The name of the property. */
    public String key() {
        return key;
    }

    /** Its value where nobody gives one; nothing where that is not a text, or there is none. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What it says, for people. */
    public String meaning() {
        return meaning;
    }

    /** Who reads it. */
    public Set<Reader> readers() {
        return readers;
    }

    /**
     * Its value, given or by default.
     *
     * @param given what is given for a name
     * @throws IllegalStateException if there is no default
     */
    public String value(Function<String, Optional<String>> given) {
        return given.apply(key)
                .orElseGet(() -> defaultValue().orElseThrow(() -> new IllegalStateException(key + " has no default")));
    }

    /** All names, in their order. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(ConfigurationKey::key).sorted().toList();
    }
}
