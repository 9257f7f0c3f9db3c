package org.robustness4j.internal.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Layout;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

/** No renaming in the rest of the library changes a file. */
class StoredNamesTests {

    private static final String EVALUATION = "/$defs/evaluation/properties/";

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(StoredNames.module());

    /** Each with the place of its names in the documented schema. */
    private static final Map<Class<? extends Enum<?>>, String> NAMED = Map.of(
            AttackKind.class, "attack/properties/kind",
            Goal.class, "attack/properties/goal",
            GroupTally.Kind.class, "groups/items/properties/kind",
            Layout.class, "candidates/properties/layout",
            Norm.class, "attack/properties/norm",
            Outcome.class, "outcomes",
            Severity.class, "diagnosis/items/properties/severity",
            Verdict.class, "verdict",
            VerdictPolicy.class, "policy");

    static Set<Class<? extends Enum<?>>> named() {
        return NAMED.keySet();
    }

    @ParameterizedTest
    @MethodSource("named")
    void everyConstantHasANameOfItsOwnThatIsReadBack(Class<? extends Enum<?>> type) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Enum<?> constant : type.getEnumConstants()) {
            String json = MAPPER.writeValueAsString(constant);
            names.add(MAPPER.readValue(json, String.class));
            assertThat(MAPPER.readValue(json, type)).isSameAs(constant);
            assertThat(MAPPER.writeValueAsString(Map.of(constant, 1))).isEqualTo("{" + json + ":1}");
        }
        assertThat(names).hasSize(type.getEnumConstants().length);
        assertThat(names).isEqualTo(documented(Objects.requireNonNull(NAMED.get(type))));
    }

    private static Set<String> documented(String place) throws IOException {
        JsonNode schema =
                MAPPER.readTree(new File("../docs/results.schema.json")).at(EVALUATION + place);
        Set<String> names = new TreeSet<>();
        if (schema.has("enum")) {
            schema.get("enum").forEach(name -> {
                if (!name.isNull()) {
                    names.add(name.asText());
                }
            });
        } else {
            schema.get("properties").fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    @Test
    void filesHoldRecordsOfThisPackageAndConstantsWithNamesAlone() {
        Set<Class<?>> stored = new LinkedHashSet<>();
        collect(ResultsFile.class, stored);
        collect(BaselineFile.class, stored);

        assertThat(stored).isNotEmpty().allSatisfy(type -> assertThat(type.getPackageName()
                                .startsWith("java.")
                        || type.isPrimitive()
                        || NAMED.containsKey(type)
                        || (type.isRecord() && type.getPackageName().startsWith("org.robustness4j.internal.results")))
                .as("%s, which is stored", type)
                .isTrue());
        assertThat(stored).containsAll(NAMED.keySet());
    }

    private static void collect(Type type, Set<Class<?>> stored) {
        if (type instanceof ParameterizedType generic) {
            Stream.concat(Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()))
                    .forEach(part -> collect(part, stored));
        } else if (type instanceof Class<?> known && stored.add(known) && known.isRecord()) {
            for (RecordComponent component : known.getRecordComponents()) {
                collect(component.getGenericType(), stored);
            }
        }
    }

    @Test
    void noRecordHasMoreThanTenComponents() {
        Set<Class<?>> stored = new LinkedHashSet<>();
        collect(ResultsFile.class, stored);
        List<Class<?>> wide = stored.stream()
                .filter(type -> type.isRecord() && type.getRecordComponents().length > 10)
                .toList();
        assertThat(wide).isEmpty();
    }
}
