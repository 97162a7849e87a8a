using System.Globalization;
using MapDashboard.Data.Webhooks;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Webhooks;

/// <param name="Status">Of the answer; null when there was none.</param>
/// <param name="Error">Null for 2xx.</param>
public sealed record WebhookAnswer(int? Status, string? Error);

/// <summary>
/// Sends one attempt. Redirects are not followed, cookies not kept, the answer's body not read, and it ends after ten seconds. The address may
/// be any that an admin wrote, also inside the network: that is what it is for.
/// </summary>
public sealed class WebhookSender(TimeProvider time) : IDisposable
{
    private const int MostErrorLength = 200;
    private const int MostHeaderKilobytes = 16;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Timeout / 2,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "MapDashboard/" + BuildVersion.Version } },
    };

    /// <exception cref="OperationCanceledException">The server stops; the attempt does not count.</exception>
    public async Task<WebhookAnswer> SendAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            using var request = WebhookMessage.Of(delivery, time.GetUtcNow());
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(status, response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "No answer within 10 seconds.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new WebhookAnswer(null, fault.Message.Length > MostErrorLength ? fault.Message[..MostErrorLength] : fault.Message);
        }
    }

    public void Dispose() => http.Dispose();
}
