package org.robustness4j.maven;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.configuration.ConfigurationKey.Reader;

/**
 * What a build was given on its command line that a later one needs too, to find the same files and to attack in the same
 * way.
 *
 * @param commandLine the properties given on it; those of a POM are there the next time
 */
record GivenProperties(Properties commandLine) {

    /** What the gate demands of all: the report of a goal is held to it again. */
    private static final Set<ConfigurationKey> LIMITS = EnumSet.of(
            ConfigurationKey.MAX_ATTACK_SUCCESS_RATE,
            ConfigurationKey.MIN_ROBUST_ACCURACY,
            ConfigurationKey.MIN_CERTIFIED_ACCURACY,
            ConfigurationKey.MIN_CLEAN_ACCURACY);

    /** Without the repository that holds the plugin, Maven may not find it; there may be tails behind it. */
    private static final String REPOSITORY = "maven.repo.local";

    /** What was true of the build that was judged, and need not be of the next. */
    private static final Set<ConfigurationKey> OF_ONE_BUILD =
            EnumSet.of(ConfigurationKey.BASELINE_UPDATE, ConfigurationKey.PARTIAL, ConfigurationKey.SKIP);

    /** What the verdict of a test does to the build: nothing, where models are hardened or candidates replayed. */
    private static final Set<ConfigurationKey> OF_VERDICTS =
            EnumSet.of(ConfigurationKey.VERDICT, ConfigurationKey.INCONCLUSIVE, ConfigurationKey.HARDEN);

    /** For tests and the gate behind them. */
    Map<String, String> forTests() {
        return given(key -> !OF_ONE_BUILD.contains(key) && !isOfGoal(key, "harden") && !isOfGoal(key, "replay"));
    }

    /** For tests that no gate follows. */
    Map<String, String> forTestsAlone() {
        return given(key -> isReadInTests(key) && !isOfGoal(key, "harden") && !isOfGoal(key, "replay"));
    }

    /** For a goal that runs the engine itself. */
    Map<String, String> forGoal(String goal) {
        if (goal.equals("report")) {
            return given(key -> LIMITS.contains(key)
                    || key == ConfigurationKey.OUTPUT_DIRECTORY
                    || key == ConfigurationKey.REPORT_FILE);
        }
        String other = goal.equals("harden") ? "replay" : "harden";
        boolean isReported = goal.equals("harden");
        return given(key -> (isReadInTests(key) || isOfGoal(key, goal) || (isReported && LIMITS.contains(key)))
                && !isOfGoal(key, other)
                && !OF_VERDICTS.contains(key));
    }

    private static boolean isReadInTests(ConfigurationKey key) {
        return key.readers().contains(Reader.ENGINE) || key.readers().contains(Reader.SPARK);
    }

    private static boolean isOfGoal(ConfigurationKey key, String goal) {
        return key.key().startsWith(ConfigurationKey.PREFIX + goal + ".");
    }

    private Map<String, String> given(Predicate<ConfigurationKey> isNeeded) {
        Map<String, String> given = new TreeMap<>();
        Arrays.stream(ConfigurationKey.values())
                .filter(isNeeded)
                .map(ConfigurationKey::key)
                .filter(commandLine::containsKey)
                .forEach(name -> given.put(name, commandLine.getProperty(name)));
        commandLine.stringPropertyNames().stream()
                .filter(name -> name.equals(REPOSITORY) || name.startsWith(REPOSITORY + "."))
                .forEach(name -> given.put(name, commandLine.getProperty(name)));
        return given;
    }
}
