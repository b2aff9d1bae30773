# Three steps: the interface, the program, and an image that holds only the
# program. It runs as an ordinary user and writes nowhere but in /data and /heads.
FROM node:22-alpine AS interface
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
COPY api/openapi.yaml ../api/openapi.yaml
RUN npm run build

FROM golang:1.26-alpine AS program
WORKDIR /src
ENV CGO_ENABLED=0
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=interface /src/frontend/dist frontend/dist
RUN go build -o /certwright ./cmd/certwright

FROM alpine:3.22
RUN adduser -D -u 10001 certwright && install -d -o certwright /data /heads
COPY --from=program /certwright /usr/local/bin/certwright
USER certwright
WORKDIR /data
VOLUME /data /heads
EXPOSE 8080
ENTRYPOINT ["certwright"]
CMD ["serve"]
