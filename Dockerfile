# Three stages: the browser's files, the programs, and what runs. Builds on the public images and on any stand-in of the same names.
FROM node:20-bookworm-slim AS vendor
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund
COPY src/MapDashboard.Web/vendor.mjs src/MapDashboard.Web/
RUN node src/MapDashboard.Web/vendor.mjs
COPY src/MapDashboard.Web/Offline/ src/MapDashboard.Web/Offline/
COPY wwwroot/ wwwroot/
COPY src/MapDashboard.Web/Hosting/pack-static.mjs src/MapDashboard.Web/Hosting/
RUN node src/MapDashboard.Web/Offline/list-shell.mjs && node src/MapDashboard.Web/Hosting/pack-static.mjs

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG COMMIT=unknown
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/ src/
COPY gis-data/ gis-data/
COPY wwwroot/ wwwroot/
COPY --from=vendor /source/wwwroot/vendor/ wwwroot/vendor/
RUN dotnet publish src/MapDashboard.Web -c Release -o /out -p:SourceRevisionId=$COMMIT \
 && dotnet publish src/MapDashboard.Cli -c Release -o /out/cli -p:SourceRevisionId=$COMMIT

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# libvips checks photos and draws them anew.
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libvips-tools && rm -rf /var/lib/apt/lists/*
# The public image has the user app; a stand-in may not.
RUN id app >/dev/null 2>&1 || useradd --uid 1654 --create-home app; \
    mkdir -p /data && chown app /data && printf '#!/bin/sh\nexec dotnet /app/cli/mapdashboard.dll "$@"\n' >/usr/local/bin/mapdashboard && chmod +x /usr/local/bin/mapdashboard
COPY --from=build /out/ /app/
USER app
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS=8080 Map__DataFolder=/data DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 8080
# No curl in the image: the program asks itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["dotnet", "/app/MapDashboard.Web.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "/app/MapDashboard.Web.dll"]
