package org.robustness4j.attack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.gradient.StepSize;

class ParameterListTests {

    @Test
    void readsAsAList() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", 40);
        parameters.put("stepSize", StepSize.ofEpsilon(0.25));
        parameters.put("first", Map.of("steps", 1));

        assertThat(new ParameterList(parameters)).hasToString("steps 40, stepSize 0.25 * epsilon, first (steps 1)");
        assertThat(new ParameterList(Map.of())).hasToString("no parameters");
    }
}
