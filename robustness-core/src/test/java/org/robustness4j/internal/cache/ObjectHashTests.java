package org.robustness4j.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ObjectHashTests {

    /** The order of Set.of and Map.of is another one in each; so is the hash of a constant of an enum. */
    @Test
    void anAttackIsTheSameInEveryProcess() throws Exception {
        Set<String> printed = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            printed.add(printedByAnotherProcess());
        }

        assertThat(printed).singleElement().asString().contains("{five=5, four=4, one=1, three=3, two=2}");
    }

    private static String printedByAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HashedInAnotherProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void whatASetHoldsCountsAndItsOrderOnlyWhereItHasOne() throws Exception {
        assertThat(hash(Set.of(1, 2))).isEqualTo(hash(Set.of(2, 1))).isNotEqualTo(hash(Set.of(1, 3)));
        assertThat(hash(new LinkedHashSet<>(List.of(1, 2)))).isNotEqualTo(hash(new LinkedHashSet<>(List.of(2, 1))));
    }

    private static String hash(Object object) throws UnknownContentException {
        return new ObjectHash(new CodeHashes()).of(object);
    }
}
