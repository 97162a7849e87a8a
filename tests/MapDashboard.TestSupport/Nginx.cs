using System.Diagnostics;
using MapDashboard.Web.Hosting;

namespace MapDashboard.TestSupport;

/// <summary>nginx before several servers, with the same rules as in the container (src/container/proxy.conf), without TLS.</summary>
public sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Nginx(Process process, string folder, Uri address)
    {
        this.process = process;
        this.folder = folder;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts it and waits until a server answers through it.</summary>
    public static async Task<Nginx> StartAsync(params Uri[] servers)
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-nginx-").FullName;
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        File.Copy(Path.Combine(ContentFolders.Find(Path.Combine("src", "container")), "proxy.conf"), Path.Combine(folder, "proxy.conf"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              map $http_upgrade $connection_upgrade { default upgrade; '' close; }
              upstream map {
                {{string.Concat(servers.Select(server => $"server {server.Authority} max_fails=0; "))}}
              }
              server {
                listen {{address.Authority}};
                include {{folder}}/proxy.conf;
              }
            }
            """);
        var process = Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")]) { UseShellExecute = false })!;
        var nginx = new Nginx(process, folder, address);
        using var client = new HttpClient { BaseAddress = address };
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (process.HasExited) throw new InvalidOperationException("nginx ended: " + await File.ReadAllTextAsync(Path.Combine(folder, "error.log")));
            if (await AnswersAsync(client)) return nginx;
            await Task.Delay(20);
        }

        throw new TimeoutException("nginx did not answer within half a minute.");
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
            return false;
        }
    }
}
