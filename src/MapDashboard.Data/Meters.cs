using System.Diagnostics.Metrics;

namespace MapDashboard.Data;

/// <summary>
/// What a server measures of itself, as instruments of one meter. Names and units follow the OpenTelemetry conventions: seconds, bytes (By), and
/// things counted in braces.
/// </summary>
public sealed class Meters : IDisposable
{
    public const string Name = "MapDashboard";

    public Meters()
    {
        Meter = new Meter(Name);
        Acknowledged = Meter.CreateCounter<long>("mapdashboard.intake.acknowledged", "{entry}", "Reports and commands that were committed and answered");
        Failed = Meter.CreateCounter<long>("mapdashboard.intake.failed", "{entry}", "Reports and commands whose writing failed");
        Full = Meter.CreateCounter<long>("mapdashboard.intake.full", "{entry}", "Reports and commands that found the queue full");
        BatchSize = Meter.CreateHistogram<int>("mapdashboard.intake.batch.size", "{entry}", "Reports and commands in one commit");
        CommitDuration = Meter.CreateHistogram<double>("mapdashboard.intake.commit.duration", "s", "From a batch's first statement to its commit");
        LogLag = Meter.CreateHistogram<double>("mapdashboard.log.lag", "s", "From the time of the oldest Change of a message to its sending");
        Messages = Meter.CreateCounter<long>("mapdashboard.live.messages", "{message}", "Messages of Changes, each serialised once for all who see the same");
        Deliveries = Meter.CreateCounter<long>("mapdashboard.live.deliveries", "{message}", "Messages of Changes given to a connection");
        DeliveredBytes = Meter.CreateCounter<long>("mapdashboard.live.bytes", "By", "Bytes of those");
        Cut = Meter.CreateCounter<long>("mapdashboard.live.cut", "{connection}", "Connections that read too slowly and were cut");
        SnapshotBytes = Meter.CreateHistogram<long>("mapdashboard.snapshot.size", "By", "Packed snapshots as they were sent; 0 where the page had it already");
    }

    public Meter Meter { get; }

    public Counter<long> Acknowledged { get; }

    public Counter<long> Failed { get; }

    public Counter<long> Full { get; }

    public Histogram<int> BatchSize { get; }

    public Histogram<double> CommitDuration { get; }

    public Histogram<double> LogLag { get; }

    public Counter<long> Messages { get; }

    public Counter<long> Deliveries { get; }

    public Counter<long> DeliveredBytes { get; }

    public Counter<long> Cut { get; }

    public Histogram<long> SnapshotBytes { get; }

    /// <summary>How many wait for their commit.</summary>
    public void WatchWaiting(Func<int> count) => Meter.CreateObservableGauge("mapdashboard.intake.waiting", count, "{entry}", "Reports and commands that wait for their commit");

    /// <summary>How many pages and programs are connected.</summary>
    public void WatchConnections(Func<int> count) => Meter.CreateObservableGauge("mapdashboard.live.connections", count, "{connection}", "Live connections");

    public void Dispose() => Meter.Dispose();
}
