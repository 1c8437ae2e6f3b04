// Bundles index.js: node build.mjs OUT_FOLDER
import esbuild from 'esbuild';

const resolve = (build, path, args) => build.resolve(path, { resolveDir: process.cwd(), kind: args.kind });
await esbuild.build({
  entryPoints: ['index.js'], bundle: true, outdir: process.argv[2], platform: 'browser', format: 'iife',
  loader: { '.svg': 'text', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.eot': 'dataurl', '.png': 'dataurl', '.gif': 'dataurl' },
  define: { global: 'window', process: '{"env":{"NODE_ENV":"production"},"platform":"browser"}' },
  plugins: [{
    name: 'as JupyterLab is bundled',
    setup(build) {
      build.onResolve({ filter: /^~/ }, args => resolve(build, args.path.slice(1), args));
      build.onResolve({ filter: /^path$/ }, args => resolve(build, 'path-browserify', args));
      build.onResolve({ filter: /^(url|util|fs|crypto|stream|buffer)$/ }, args => ({ path: args.path, namespace: 'empty' }));
      build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }));
    },
  }],
});
