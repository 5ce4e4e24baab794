package dev.assay.cli.option;

import dev.assay.tensor.Device;
import picocli.CommandLine.Option;

/// Where a verb computes: `--device`.
public final class DeviceOption {
    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default), cuda or cuda:N.")
    private String device = "cpu";

    /// The device.
    ///
    /// @throws dev.assay.base.AssayException as [Device#parse]
    public Device device() {
        return Device.parse(device);
    }
}
