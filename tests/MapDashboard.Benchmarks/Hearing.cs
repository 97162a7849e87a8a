using System.Diagnostics;

namespace MapDashboard.Benchmarks;

/// <summary>When each change of a round was said, and how long after that it came, over all of a crowd.</summary>
/// <param name="before">How many changes there were before the round.</param>
/// <param name="most">Changes that the round can hold.</param>
/// <param name="crowd">How many listen.</param>
internal sealed class Hearing(long before, int most, int crowd)
{
    private const int BucketsPerMillisecond = 10;
    private readonly long[] saidAt = new long[most];
    private readonly int[] heardBy = new int[most];
    private readonly long[] histogram = new long[10_000 * BucketsPerMillisecond];
    private readonly TaskCompletionSource<double>[] last = [.. Enumerable.Range(0, most).Select(_ => new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously))];
    private long deliveries;

    public long Before => before;

    public long Deliveries => Interlocked.Read(ref deliveries);

    public void Say(int change, long at) => Volatile.Write(ref saidAt[change], at);

    /// <summary>Milliseconds until the last of the crowd had heard of this change.</summary>
    public Task<double> LastAsync(int change) => last[change].Task;

    /// <returns>Up to which change the listener has heard.</returns>
    public long Hear(long from, long to)
    {
        var now = Stopwatch.GetTimestamp();
        for (var change = from - before; change < to - before && change < saidAt.Length; change++)
        {
            var took = Stopwatch.GetElapsedTime(Volatile.Read(ref saidAt[change]), now).TotalMilliseconds;
            Interlocked.Increment(ref histogram[Math.Clamp((int)(took * BucketsPerMillisecond), 0, histogram.Length - 1)]);
            if (Interlocked.Increment(ref heardBy[change]) == crowd) last[change].SetResult(took);
            Interlocked.Increment(ref deliveries);
        }

        return Math.Max(from, to);
    }

    /// <summary>Milliseconds within which this share of all deliveries came.</summary>
    public double Quantile(double share)
    {
        var (wanted, bucket) = (share * Deliveries, 0);
        for (var seen = histogram[0]; seen < wanted && bucket < histogram.Length - 1; seen += histogram[++bucket])
        {
        }

        return (bucket + 1.0) / BucketsPerMillisecond;
    }
}
