package org.robustness4j.attack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepeatableOrderTests {

    @Test
    void whatHasNoOrderIsSortedByItsNames() {
        Map<String, Object> parameters =
                Map.of("steps", 40, "epsilon", 0.1, "kinds", Set.of("b", "c", "a"), "inner", Map.of("y", 2, "x", 1));

        assertThat(RepeatableOrder.of(parameters))
                .hasToString("{epsilon=0.1, inner={x=1, y=2}, kinds=[a, b, c], steps=40}");
    }

    @Test
    void whatHasAnOrderKeepsIt() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", 40);
        parameters.put("epsilon", List.of(3, 1, 2));

        assertThat(RepeatableOrder.of(parameters)).hasToString("{steps=40, epsilon=[3, 1, 2]}");
        assertThat(RepeatableOrder.isMissing(List.of(1, 2))).isFalse();
    }
}
