# One image for every part: bots, jobs and migrate run the same code with another last word.
FROM node:26-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# The image brings its own Node 26, so the npm package of that name and the embedded PostgreSQL stay out.
RUN npm pkg delete dependencies.node optionalDependencies allowScripts \
  && npm install --omit=dev --no-audit --no-fund --ignore-scripts \
  && npm cache clean --force
COPY tsconfig.json ./
COPY migrations ./migrations
COPY src ./src
USER node
EXPOSE 3000
# Node directly, so that it gets the stop signal itself.
ENTRYPOINT ["node", "src/main.ts"]
CMD ["bots"]
