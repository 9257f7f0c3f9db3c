package org.robustness4j.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share from 0 to 1. */
final class Share implements ITypeConverter<BigDecimal> {

    @Override
    public BigDecimal convert(String text) {
        try {
            BigDecimal share = new BigDecimal(text);
            if (share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no share; give one from 0 to 1, as 0.05 for 5 %");
        }
        throw new TypeConversionException("'" + text + "' does not lie between 0 and 1; 0.05 is 5 %");
    }
}
