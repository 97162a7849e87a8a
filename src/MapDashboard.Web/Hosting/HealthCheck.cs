namespace MapDashboard.Web.Hosting;

/// <summary><c>--healthcheck</c>: asks the server of the same container whether it is ready, because the image has no other program that could.</summary>
public static class HealthCheck
{
    public const string Argument = "--healthcheck";

    /// <returns>0 when it is ready.</returns>
    public static async Task<int> RunAsync()
    {
        var port = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0] is { Length: > 0 } set ? set : "8080";
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
