using MapDashboard.Data;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MapDashboard.Web.Ops;

/// <summary>Sends the meters to a collector (OTLP over HTTP) where one is configured; a collector that is away costs nothing but its figures.</summary>
public sealed class MeterExport(IOptions<MapOptions> options) : IHostedService, IDisposable
{
    private MeterProvider? provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.OtlpEndpoint is not { Length: > 0 } endpoint) return Task.CompletedTask;
        provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddAttributes([new("service.name", "mapdashboard"), new("service.instance.id", Environment.MachineName)]))
            .AddMeter(Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(endpoint.TrimEnd('/') + "/v1/metrics");
            })
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => provider?.Dispose();
}
