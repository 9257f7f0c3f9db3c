package org.robustness4j.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an epsilon as people write it: 0.03, 1e-3, 8/255. */
final class Epsilon implements ITypeConverter<Double> {

    private static final Pattern FRACTION = Pattern.compile("([^/]+)/([^/]+)");

    @Override
    public Double convert(String text) {
        Matcher fraction = FRACTION.matcher(text);
        try {
            double value = fraction.matches()
                    ? Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2))
                    : Double.parseDouble(text);
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no number; give one as 0.03, or a fraction as 8/255");
        }
        throw new TypeConversionException(
                "'" + text + "' is no epsilon, which is a finite number above 0, as 0.03 or 8/255");
    }
}
