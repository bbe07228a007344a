// stock 1.x says how many pieces of an item there are.
package main

import (
	"context"

	"google.golang.org/grpc"
	"warehouse/serve"
	"warehouse/stock-1/stockpb"
)

type stock struct{ stockpb.UnimplementedStockServer }

func (stock) Count(_ context.Context, asked *stockpb.CountRequest) (*stockpb.CountReply, error) {
	return &stockpb.CountReply{Pieces: int32(12 + len(asked.GetItem())), Version: serve.Version}, nil
}

func main() {
	serve.Run("stock", stockpb.Stock_ServiceDesc.ServiceName, func(server *grpc.Server) {
		stockpb.RegisterStockServer(server, stock{})
	})
}
