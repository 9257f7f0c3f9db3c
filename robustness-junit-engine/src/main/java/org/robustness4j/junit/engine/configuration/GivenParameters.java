package org.robustness4j.junit.engine.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.ConfigurationParameters;

/** Configuration parameters where no launcher gives them. */
public record GivenParameters(Map<String, String> parameters) implements ConfigurationParameters {

    /** The system properties, where no launcher gives any. */
    public static GivenParameters ofSystem() {
        return new GivenParameters(System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, System::getProperty)));
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    @Override
    public Optional<Boolean> getBoolean(String key) {
        return get(key).map(Boolean::valueOf);
    }

    @Override
    @SuppressWarnings("deprecation") // JUnit asks for it all the same
    public int size() {
        return parameters.size();
    }

    @Override
    public Set<String> keySet() {
        return parameters.keySet();
    }
}
