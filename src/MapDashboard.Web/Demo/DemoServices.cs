namespace MapDashboard.Web.Demo;

public static class DemoServices
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddScoped<DemoHistory>();
        services.AddScoped<DemoActivities>();
        services.AddHostedService<Simulation>();
    }
}
