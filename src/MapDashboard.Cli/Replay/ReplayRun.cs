using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Cli.Replay;

/// <summary>Sends rows in the order of their times, several at once. Everything it sends may be sent again, so what fails in between is.</summary>
public sealed class ReplayRun(HttpClient http, ReplayMapping mapping, double speed, TimeProvider time) : IDisposable
{
    private const int InFlight = 8;
    private const int Attempts = 10;

    private readonly SemaphoreSlim gate = new(InFlight);
    private readonly ConcurrentBag<RejectedRow> rejected = [];
    private int added;
    private int known;
    private int recorded;
    private int sent;

    public int Added => added;

    public int Known => known;

    public int Recorded => recorded;

    /// <summary>Steps done, of <see cref="Steps"/>.</summary>
    public int Sent => sent;

    /// <summary>What the server refused.</summary>
    public IReadOnlyCollection<RejectedRow> Rejected => rejected;

    private sealed record Step(DateTime At, bool IsRecord, Sending Of);

    private sealed class Sending(ReplayRow row)
    {
        public ReplayRow Row => row;

        /// <summary>The issue's version after its report; null when it was refused. A record waits for it.</summary>
        public Task<int?> Reported { get; set; } = Task.FromResult<int?>(null);
    }

    private sealed record Answered(int Version);

    public static int Steps(IReadOnlyCollection<ReplayRow> rows) => rows.Count + rows.Count(row => row.Record is not null);

    public async Task RunAsync(IReadOnlyCollection<ReplayRow> rows, CancellationToken cancellationToken)
    {
        var steps = rows.Select(row => new Sending(row))
            .SelectMany(sending => sending.Row.Record is { } record
                ? new[] { new Step(sending.Row.At, false, sending), new Step(record.At, true, sending) }
                : [new Step(sending.Row.At, false, sending)])
            .OrderBy(step => step.At).ThenBy(step => step.IsRecord).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (started, running) = (time.GetTimestamp(), new List<Task>(steps.Length));
        try
        {
            foreach (var step in steps)
            {
                await WaitAsync(step.At - steps[0].At, started, stop.Token);
                await gate.WaitAsync(stop.Token);
                running.Add(SendAsync(step, stop));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A step has stopped the run; its own exception comes from the tasks below.
        }

        await Task.WhenAll(running);
    }

    public void Dispose() => gate.Dispose();

    private async Task WaitAsync(TimeSpan since, long started, CancellationToken cancellationToken)
    {
        if (speed <= 0) return;
        var left = (since / speed) - time.GetElapsedTime(started);
        if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken);
    }

    private async Task SendAsync(Step step, CancellationTokenSource stop)
    {
        try
        {
            if (step.IsRecord) await RecordAsync(step.Of, stop.Token);
            else await (step.Of.Reported = ReportAsync(step.Of.Row, stop.Token));
            Interlocked.Increment(ref sent);
        }
        catch (VerbRefusedException)
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<int?> ReportAsync(ReplayRow row, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync("api/issues", new
        {
            id = row.Id,
            category = row.Category,
            description = row.Description,
            address = row.Address,
            source = IssueSource.Replay,
            reportedAt = row.At,
            location = new { lon = row.Lon, lat = row.Lat, crs = mapping.Crs },
        }, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            rejected.Add(new RejectedRow(row.Fields, await ReasonAsync(answer, cancellationToken)));
            return null;
        }

        if (answer.StatusCode == HttpStatusCode.Created) Interlocked.Increment(ref added);
        else Interlocked.Increment(ref known);
        return (await answer.Content.ReadFromJsonAsync<Answered>(Json.Options, cancellationToken))!.Version;
    }

    private async Task RecordAsync(Sending sending, CancellationToken cancellationToken)
    {
        if (await sending.Reported is not { } version) return;
        var (status, at) = sending.Row.Record!.Value;
        using var answer = await PostAsync($"api/issues/{sending.Row.Id}/record", new { status, at }, cancellationToken);
        if (!answer.IsSuccessStatusCode) rejected.Add(new RejectedRow(sending.Row.Fields, await ReasonAsync(answer, cancellationToken)));
        else if ((await answer.Content.ReadFromJsonAsync<Answered>(Json.Options, cancellationToken))!.Version > version) Interlocked.Increment(ref recorded);
    }

    /// <summary>Asks again while the server or its database is away.</summary>
    private async Task<HttpResponseMessage> PostAsync(string address, object body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await http.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, Json.Options, cancellationToken);
                if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                {
                    using (answer) throw new VerbRefusedException("The server does not take this token for imports: " + await ReasonAsync(answer, cancellationToken));
                }

                if (attempt == Attempts || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway)) return answer;
                answer.Dispose();
            }
            catch (HttpRequestException away) when (attempt < Attempts)
            {
                // Whether it was done is unknown, so it is sent again: the same id, the same record.
                _ = away;
            }
            catch (HttpRequestException away)
            {
                throw new VerbRefusedException($"The server cannot be reached: {away.Message}", away);
            }

            await Task.Delay(TimeSpan.FromSeconds(0.2 * attempt), time, cancellationToken);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(text);
            return $"{problem.GetProperty("code").GetString()}: {problem.GetProperty("detail").GetString()}";
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"the server answered {(int)answer.StatusCode}";
        }
    }
}
