package org.robustness4j.internal.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Layout;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * The names that the constants of the library have in files. They are written out, so that a constant can be renamed
 * and files stay what they are; a constant without a name here does not compile.
 *
 * @param <E> the constants
 */
final class StoredNames<E extends Enum<E>> {

    private final Class<E> type;
    private final Map<E, String> names;
    private final Map<String, E> constants = new LinkedHashMap<>();

    private StoredNames(Class<E> type, Function<E, String> name) {
        this.type = type;
        this.names = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            names.put(constant, name.apply(constant));
            constants.put(name.apply(constant), constant);
        }
    }

    /** The names of all constants that files hold. */
    static SimpleModule module() {
        SimpleModule module = new SimpleModule("stored names");
        new StoredNames<>(AttackKind.class, StoredNames::of).addTo(module);
        new StoredNames<>(Goal.class, StoredNames::of).addTo(module);
        new StoredNames<>(GroupTally.Kind.class, StoredNames::of).addTo(module);
        new StoredNames<>(Layout.class, StoredNames::of).addTo(module);
        new StoredNames<>(Norm.class, StoredNames::of).addTo(module);
        new StoredNames<>(Outcome.class, StoredNames::of).addTo(module);
        new StoredNames<>(Severity.class, StoredNames::of).addTo(module);
        new StoredNames<>(Verdict.class, StoredNames::of).addTo(module);
        new StoredNames<>(VerdictPolicy.class, StoredNames::of).addTo(module);
        return module;
    }

    private static String of(AttackKind kind) {
        return switch (kind) {
            case ADVERSARIAL -> "ADVERSARIAL";
            case CORRUPTION -> "CORRUPTION";
        };
    }

    private static String of(Goal goal) {
        return switch (goal) {
            case FAKE -> "FAKE";
            case UNTARGETED -> "UNTARGETED";
            case TARGETED -> "TARGETED";
        };
    }

    private static String of(GroupTally.Kind kind) {
        return switch (kind) {
            case CLASS -> "CLASS";
            case SLICE -> "SLICE";
        };
    }

    private static String of(Layout layout) {
        return switch (layout) {
            case FLAT -> "FLAT";
            case NCHW -> "NCHW";
            case NHWC -> "NHWC";
            case NCW -> "NCW";
            case NWC -> "NWC";
            case NCDHW -> "NCDHW";
            case NDHWC -> "NDHWC";
        };
    }

    private static String of(Norm norm) {
        return switch (norm) {
            case LINF -> "LINF";
            case L2 -> "L2";
            case L1 -> "L1";
            case L0 -> "L0";
        };
    }

    private static String of(Outcome outcome) {
        return switch (outcome) {
            case ROBUST -> "ROBUST";
            case CERTIFIED -> "CERTIFIED";
            case BROKEN -> "BROKEN";
            case ALREADY_WRONG -> "ALREADY_WRONG";
            case EXCLUDED -> "EXCLUDED";
            case INVALID -> "INVALID";
            case INCONCLUSIVE -> "INCONCLUSIVE";
            case NOT_NEEDED -> "NOT_NEEDED";
        };
    }

    private static String of(Severity severity) {
        return switch (severity) {
            case OK -> "OK";
            case NOTE -> "NOTE";
            case DOUBT -> "DOUBT";
        };
    }

    private static String of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "PASS";
            case FAIL -> "FAIL";
            case INCONCLUSIVE -> "INCONCLUSIVE";
            case RECORDED -> "RECORDED";
        };
    }

    private static String of(VerdictPolicy policy) {
        return switch (policy) {
            case POINT -> "POINT";
            case CONFIDENT -> "CONFIDENT";
        };
    }

    private void addTo(SimpleModule module) {
        module.addSerializer(type, new JsonSerializer<E>() {
            @Override
            public void serialize(E constant, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(names.get(constant));
            }
        });
        module.addKeySerializer(type, new JsonSerializer<E>() {
            @Override
            public void serialize(E constant, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeFieldName(names.get(constant));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<E>() {
            @Override
            public E deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                E constant = constants.get(parser.getText());
                if (constant == null) {
                    throw context.weirdStringException(parser.getText(), type, "not one of " + constants.keySet());
                }
                return constant;
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public E deserializeKey(String key, DeserializationContext context) throws IOException {
                E constant = constants.get(key);
                if (constant == null) {
                    throw context.weirdKeyException(type, key, "not one of " + constants.keySet());
                }
                return constant;
            }
        });
    }
}
