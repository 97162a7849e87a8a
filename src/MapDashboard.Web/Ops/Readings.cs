using System.Diagnostics;
using System.Diagnostics.Metrics;
using MapDashboard.Data;
using MapDashboard.Domain;

namespace MapDashboard.Web.Ops;

/// <param name="Count">Measurements in the period.</param>
/// <param name="Sum">Of the values; of a gauge the value itself.</param>
/// <param name="Most">The largest value.</param>
public sealed record Reading(long Count, double Sum, double Most);

/// <param name="Number">Of the period since the server started: what a page has seen it names by this, since clocks can be set back.</param>
/// <param name="At">UTC, end of the period.</param>
/// <param name="Seconds">Length of the period.</param>
/// <param name="Values">By the instrument's name without its prefix; instruments without a measurement are left out.</param>
public sealed record OpsSample(long Number, DateTime At, double Seconds, IReadOnlyDictionary<string, Reading> Values);

/// <summary>The last minutes of this server's own meter and process, period by period, for the page that shows them.</summary>
public sealed class Readings : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private const int Kept = 150;
    private const string Prefix = "mapdashboard.";

    private readonly Meters meters;
    private readonly TimeProvider time;
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly Queue<OpsSample> samples = new();
    private Dictionary<string, Reading> present = new(StringComparer.Ordinal);
    private long begunAt;
    private long closed;
    private TimeSpan cpu;

    public Readings(Meters meters, TimeProvider time)
    {
        (this.meters, this.time) = (meters, time);
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // By the object, not the name: other servers in the same process have meters of their own.
            if (ReferenceEquals(instrument.Meter, meters.Meter)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
        listener.Start();
    }

    /// <summary>The samples after the one of this number, oldest first.</summary>
    public IReadOnlyList<OpsSample> After(long number)
    {
        lock (gate) return [.. samples.Where(sample => sample.Number > number)];
    }

    public override void Dispose()
    {
        listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        (begunAt, cpu) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stoppingToken);
            Close();
        }
    }

    /// <summary>Ends the period.</summary>
    private void Close()
    {
        listener.RecordObservableInstruments();
        var (used, seconds) = (Environment.CpuUsage.TotalTime, time.GetElapsedTime(begunAt).TotalSeconds);
        lock (gate)
        {
            present["process.cpu"] = new Reading(1, (used - cpu).TotalSeconds, (used - cpu).TotalSeconds);
            present["process.memory"] = new Reading(1, Environment.WorkingSet, Environment.WorkingSet);
            present["process.threads"] = new Reading(1, ThreadPool.ThreadCount, ThreadPool.ThreadCount);
            samples.Enqueue(new OpsSample(++closed, time.UtcNow(), seconds, present));
            if (samples.Count > Kept) samples.Dequeue();
            present = new Dictionary<string, Reading>(StringComparer.Ordinal);
        }

        (begunAt, cpu) = (time.GetTimestamp(), used);
    }

    private void Note(Instrument instrument, double value)
    {
        var name = instrument.Name[Prefix.Length..];
        lock (gate)
        {
            var before = present.GetValueOrDefault(name);
            present[name] = before is null ? new Reading(1, value, value) : new Reading(before.Count + 1, before.Sum + value, Math.Max(before.Most, value));
        }
    }
}
