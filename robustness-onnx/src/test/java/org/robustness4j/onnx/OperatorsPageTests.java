package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.robustness4j.onnx.translation.Operators;

/** The page names the operators that there are. */
class OperatorsPageTests {

    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    @Test
    void thePageNamesEveryOperator() throws IOException {
        String page = Files.readString(Path.of("../docs/onnx.md"));
        String lists = page.substring(page.indexOf("## Operators"), page.indexOf("`OnnxOperatorTests`"));
        Set<String> expected = new TreeSet<>(Operators.names());
        expected.addAll(Set.of("Constant", "Shape"));

        Set<String> named = new TreeSet<>();
        NAME.matcher(lists).results().forEach(match -> named.add(match.group(1)));

        assertThat(named).isEqualTo(expected);
    }
}
