package org.robustness4j.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;

/**
 * An attack as a command line names it.
 *
 * @param name one of ours by its simple name, a class with a constructor without arguments, or a static method that
 *     returns an attack, as {@code com.example.Attacks#strong}
 */
record NamedAttack(String name) {

    private static final Map<String, String> OURS = new TreeMap<>(Map.ofEntries(
            Map.entry("ApgdCe", "gradient"),
            Map.entry("ApgdDlr", "gradient"),
            Map.entry("ApgdT", "gradient"),
            Map.entry("AutoAttack", "ensemble"),
            Map.entry("Bim", "gradient"),
            Map.entry("CarliniWagner", "minimal"),
            Map.entry("Ddn", "minimal"),
            Map.entry("DeepFool", "minimal"),
            Map.entry("Fab", "minimal"),
            Map.entry("Fgsm", "gradient"),
            Map.entry("Fmn", "minimal"),
            Map.entry("GaussianNoise", "corruption"),
            Map.entry("HopSkipJump", "query"),
            Map.entry("MiFgsm", "gradient"),
            Map.entry("Pgd", "gradient"),
            Map.entry("SpatialTransformation", "corruption"),
            Map.entry("Square", "query"),
            Map.entry("TokenSubstitution", "token"),
            Map.entry("UniformNoise", "corruption")));

    /** The names of ours, for help and completion. */
    static final class Ours implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return OURS.keySet().iterator();
        }
    }

    /**
     * Makes the attack.
     *
     * @throws IllegalArgumentException if there is no such attack
     */
    Attack made() {
        try {
            Object made = name.contains("#")
                    ? fromMethod()
                    : attackClass().getDeclaredConstructor().newInstance();
            if (made instanceof Attack attack) {
                return attack;
            }
            throw new IllegalArgumentException(name + " gives no Attack, but " + made);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(name + " gives no attack: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(
                    "There is no attack '" + name + "'" + (name.contains(".") ? " (" + e + ")" : "") + "; give one of "
                            + String.join(", ", OURS.keySet())
                            + ", the name of a class with a constructor without arguments, or of a static method as"
                            + " com.example.Attacks#strong",
                    e);
        }
    }

    private @Nullable Object fromMethod() throws ReflectiveOperationException {
        int hash = name.indexOf('#');
        Method found = Class.forName(name.substring(0, hash)).getMethod(name.substring(hash + 1));
        if (!Modifier.isStatic(found.getModifiers())) {
            throw new NoSuchMethodException("it is not static");
        }
        return found.invoke(null);
    }

    private Class<?> attackClass() throws ClassNotFoundException {
        String ours = OURS.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(each -> Attack.class.getPackageName() + "." + each.getValue() + "." + each.getKey())
                .findFirst()
                .orElse(name);
        return Class.forName(ours);
    }
}
