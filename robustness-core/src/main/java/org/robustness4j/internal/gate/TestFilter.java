package org.robustness4j.internal.gate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.robustness4j.internal.results.record.TestId;

/** The filter by which Surefire and Failsafe run one test alone. */
public final class TestFilter {

    /** Signs of the filter's own language, such as the comma, stand in no name. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$]+");

    private TestFilter() {}

    /**
     * Properties with the filter before them. Of a test whose name it cannot say it takes the whole class; classes
     * inside others are run with these.
     *
     * @param property that the plugin reads
     */
    public static Map<String, String> of(String property, TestId test, Map<String, String> others) {
        String name = test.className().substring(test.className().lastIndexOf('.') + 1);
        int inner = name.indexOf('$');
        String filter = inner >= 0
                ? name.substring(0, inner) + "," + name.substring(0, inner) + "$*"
                : NAME.matcher(test.method()).matches() ? name + "#" + test.method() : name;
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(property, filter);
        properties.putAll(others);
        return properties;
    }
}
