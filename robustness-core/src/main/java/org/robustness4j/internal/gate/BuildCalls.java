package org.robustness4j.internal.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.robustness4j.internal.results.record.TestId;

/** How the build that is judged, and the module at hand in it, is called again: commands for a shell. */
public interface BuildCalls {

    /** A build of one module, in its own folder, that names the plugin in its POM and runs its tests in Failsafe. */
    BuildCalls PLAIN = new BuildCalls() {
        @Override
        public String phase(String phase, Map<String, String> properties) {
            return command(List.of("mvn", phase), properties);
        }

        @Override
        public String goal(String goal, Map<String, String> properties) {
            return command(List.of("mvn", "test-compile", "robustness:" + goal), properties);
        }

        @Override
        public String alone(TestId test, Map<String, String> properties) {
            return command(List.of("mvn", "verify"), TestFilter.of("it.test", test, properties));
        }
    };

    /** Runs everything up to a phase. */
    String phase(String phase, Map<String, String> properties);

    /** Runs a goal of the plugin, on tests that are compiled. */
    String goal(String goal, Map<String, String> properties);

    /** Runs one test alone. */
    String alone(TestId test, Map<String, String> properties);

    /** What keeps robustness tests from running, where there are none that ran; empty where it is not known. */
    default String likelyCause() {
        return "";
    }

    /** The other modules with robustness tests that a call of this one builds too, by their names. */
    default List<String> builtWith() {
        return List.of();
    }

    /** A word that a shell leaves as it is. */
    static String quoted(String word) {
        return new ShellWord(word).toString();
    }

    /** The words of a command, and its properties, quoted for a shell. */
    static String command(List<String> words, Map<String, String> properties) {
        List<String> command = new ArrayList<>(words);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + quoted(value)));
        return String.join(" ", command);
    }
}
